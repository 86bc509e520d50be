// Builds a stage package: its bundle and the manifest that the runner reads without loading the bundle.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, parse, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, essenceOf } from './bundle.mjs';
import { describeModules } from './modules.mjs';

/** Computes the digest of a stage's code: its bundles, and the versions of the packages outside them. */
function digestOf(essences, versions) {
  const hash = createHash('sha256');
  for (const { contents } of essences) hash.update(contents);
  for (const [name, version] of Object.entries(versions)) hash.update(`\n${name}@${version}`);
  return hash.digest('hex');
}

/** Finds the versions of the packages that a file would import, by name. */
function versionsOf(packages, file) {
  const require = createRequire(pathToFileURL(file));
  return Object.fromEntries(packages.map((name) => [name, versionOf(name, require)]));
}

function versionOf(name, require) {
  for (const folder of require.resolve.paths(name)) {
    try {
      return require(join(folder, name, 'package.json')).version;
    } catch {
      // The package is not in this folder. An optional package may be in none.
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
    { entry: resolve(packageFolder, 'src/index.ts'), outfile: inDist('stage.js') },
    ...workers.map((worker) => ({
      entry: resolve(packageFolder, worker),
      outfile: inDist(`${parse(worker).name}.js`),
    })),
  ];
  const packages = new Set();
  for (const files of entries) for (const name of await bundle(files)) packages.add(name);
  const { stage } = await import(pathToFileURL(entries[0].outfile).href);
  const { run: _run, ...declaration } = stage;
  const versions = versionsOf([...packages].sort(), entries[0].outfile);
  const essences = [];
  for (const { entry } of entries) essences.push(await essenceOf(entry));
  const manifest = { ...declaration, code: digestOf(essences, versions), versions };
  const { modules, packages: bundled } = await describeModules(essences.flatMap(({ files }) => files));
  await writeJson(inDist('modules.json'), { modules, packages: { ...bundled, ...versions } });
  await writeJson(inDist('manifest.json'), manifest);
}

async function writeJson(file, value) {
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
