// Lists the parts of a stage's code, so that a change can be traced to a source file or a package.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, relative, resolve } from 'node:path';
import { transform } from 'esbuild';

const house = resolve(import.meta.dirname, '../..');
const loaders = { '.ts': 'ts', '.js': 'js', '.mjs': 'js', '.cjs': 'js' };

/**
 * @param {Iterable<string>} files of a bundle
 * @returns {Promise<{modules: Record<string, string>, packages: Record<string, string>}>} digests of our source files as
 * what they compute, by path; versions of the packages of others, by name
 */
export async function describeModules(files) {
  const modules = {};
  const packages = {};
  for (const file of [...new Set(files)].sort()) {
    const [, folder, name] = /^(.*[\\/]node_modules[\\/])((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file) ?? [];
    if (name) packages[name] ??= createRequire(file)(`${folder}${name}/package.json`).version;
    else if (!file.endsWith('.schema.json')) modules[relative(house, file)] = await digestOf(file);
  }
  return { modules, packages };
}

async function digestOf(file) {
  const text = await readFile(file, 'utf8');
  const loader = loaders[extname(file)];
  const essence = loader
    ? (await transform(text, { loader, minify: true, legalComments: 'none' })).code
    : text;
  return createHash('sha256').update(essence).digest('hex').slice(0, 16);
}
