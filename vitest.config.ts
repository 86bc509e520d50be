import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
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

/** Home of all that tests start: nothing in the user's own counts, and nothing is left there. */
const home = mkdtempSync(join(tmpdir(), 'fcdd-home-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));

export default defineConfig({
  plugins: [textFiles, browserScriptsOfTests],
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/{node_modules,dist}/**'],
    passWithNoTests: true,
    // They end what hangs, however busy the machine is: nothing else may hinge on them.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    env: { HOME: home, XDG_CACHE_HOME: join(home, '.cache'), XDG_CONFIG_HOME: join(home, '.config') },
    pool: 'forks',
    reporters: ['default', reasonsOfSkipping],
  },
});
