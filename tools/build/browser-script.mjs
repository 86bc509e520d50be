// Bundles TypeScript for the reader's browser, which pages include as text.
import { dirname, resolve } from 'node:path';
import { build } from 'esbuild';

/** Suffix of such imports: `import script from './script.ts?browser'`. */
const mark = /\?browser$/;

/** @param {string} file @returns {Promise<string>} the script with all that it imports, minified */
export async function browserScript(file) {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  });
  // The minified script is one line; the line break at its end is not needed.
  return outputFiles[0].text.trim();
}

/** The plugin for bundles. @type {import('esbuild').Plugin} */
export const browserScriptsOfBundle = {
  name: 'browser-scripts',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: mark }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.replace(mark, '')),
      namespace: 'browser-script',
    }));
    onLoad({ filter: /.*/, namespace: 'browser-script' }, async ({ path }) => ({
      contents: await browserScript(path),
      loader: 'text',
    }));
  },
};

/** The plugin for tests. @type {import('vite').Plugin} */
export const browserScriptsOfTests = {
  name: 'browser-scripts',
  enforce: 'pre',
  resolveId: (source, importer) =>
    mark.test(source) && importer
      ? `${resolve(dirname(importer), source.replace(mark, ''))}.script`
      : undefined,
  load: async (id) =>
    id.endsWith('.script')
      ? `export default ${JSON.stringify(await browserScript(id.slice(0, -'.script'.length)))}`
      : undefined,
};
