import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Plugin, defineConfig } from 'vitest/config';
import type { Reporter } from 'vitest/node';
import { browserScriptsOfTests } from './tools/build/browser-script.mjs';

/** Templates and style sheets are text, as in the bundles. */
const textFiles: Plugin = {
  name: 'text-files',
  enforce: 'pre',
  resolveId: (source, importer) =>
    /\.(hbs|css)$/.test(source) && importer ? `${resolve(dirname(importer), source)}.text` : undefined,
  load: (id) =>
    id.endsWith('.text')
      ? `export default ${JSON.stringify(readFileSync(id.slice(0, -'.text'.length), 'utf8'))}`
      : undefined,
};

/** The default reporter only counts the tests that this machine lacks something for; their names say what. */
const reasonsOfSkipping: Reporter = {
  onTestRunEnd(modules) {
    const names = modules
      .flatMap(({ children }) => [...children.allTests('skipped')])
      .map(({ fullName }) => fullName);
    const reasons = names.flatMap((name) => /^.*\(skipped: [^)]*\)/.exec(name) ?? []);
    for (const reason of new Set(reasons)) console.log(` ↓ ${reason}`);
  },
};

export default defineConfig({
  plugins: [textFiles, browserScriptsOfTests],
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/{node_modules,dist}/**'],
    passWithNoTests: true,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    reporters: ['default', reasonsOfSkipping],
  },
});
