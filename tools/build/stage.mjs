// Builds a stage package: its bundle and the manifest that the runner reads without loading the bundle.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.mjs';

/**
 * The digest of a stage's code: its minified bundle, in which comments and blank lines have no trace, and the
 * versions of the packages outside the bundle.
 */
async function digestOf(bundleFile, packages) {
  const require = createRequire(pathToFileURL(bundleFile));
  const hash = createHash('sha256').update(await readFile(bundleFile));
  for (const name of packages) hash.update(`\n${name}@${versionOf(name, require)}`);
  return hash.digest('hex');
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

/** @param {string} packageFolder the folder of a stage package, whose src/index.ts exports `stage` */
export async function buildStage(packageFolder) {
  const outfile = resolve(packageFolder, 'dist/stage.js');
  const packages = await bundle({ entry: resolve(packageFolder, 'src/index.ts'), outfile });
  const { stage } = await import(pathToFileURL(outfile).href);
  const { run: _run, ...declaration } = stage;
  const manifest = { ...declaration, code: await digestOf(outfile, packages) };
  await writeFile(resolve(packageFolder, 'dist/manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
