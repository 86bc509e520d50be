// Builds a stage package: its bundle and the manifest that the runner reads without loading the bundle.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, parse, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.mjs';

/**
 * The digest of a stage's code: its minified bundles, in which comments and blank lines have no trace, and the
 * versions of the packages outside the bundle.
 */
async function digestOf(bundleFiles, versions) {
  const hash = createHash('sha256');
  for (const file of bundleFiles) hash.update(await readFile(file));
  for (const [name, version] of Object.entries(versions)) hash.update(`\n${name}@${version}`);
  return hash.digest('hex');
}

/** Versions of packages as a file would import them, by name. */
function versionsOf(packages, file) {
  const require = createRequire(pathToFileURL(file));
  return Object.fromEntries(packages.map((name) => [name, versionOf(name, require)]));
}

function versionOf(name, require) {
  for (const folder of require.resolve.paths(name)) {
    try {
      return require(join(folder, name, 'package.json')).version;
    } catch {
      // Not in this folder; optional packages may be in none.
    }
  }
  return 'absent';
}

/**
 * @param {string} packageFolder the folder of a stage package, whose src/index.ts exports `stage`
 * @param {string[]} workers entries of the threads that the stage starts, each bundled to a file of its own beside it
 */
export async function buildStage(packageFolder, workers = []) {
  const inDist = (name) => resolve(packageFolder, 'dist', name);
  const entries = [
    { entry: 'src/index.ts', outfile: inDist('stage.js') },
    ...workers.map((entry) => ({ entry, outfile: inDist(`${parse(entry).name}.js`) })),
  ];
  const packages = new Set();
  for (const { entry, outfile } of entries)
    for (const name of await bundle({ entry: resolve(packageFolder, entry), outfile })) packages.add(name);
  const files = entries.map(({ outfile }) => outfile);
  const { stage } = await import(pathToFileURL(files[0]).href);
  const { run: _run, ...declaration } = stage;
  const versions = versionsOf([...packages].sort(), files[0]);
  const manifest = { ...declaration, code: await digestOf(files, versions), versions };
  await writeFile(resolve(packageFolder, 'dist/manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
