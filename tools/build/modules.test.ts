import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeModules } from './modules.mjs';

const house = resolve(import.meta.dirname, '../..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fcdd-modules-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(path: string, text: string): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

async function digestOf(path: string, text: string): Promise<string> {
  const file = await write(path, text);
  const { modules } = await describeModules([file]);
  return modules[relative(house, file)]!;
}

test('a source file counts by what it computes, not by how it is written', async () => {
  const digest = await digestOf('sum.ts', 'export const sum = (a: number, b: number): number => a + b;');
  const rewritten = '/** A sum. */\n\nexport const sum = (left: number, right: number) =>\n  left + right;\n';
  expect(await digestOf('sum.ts', rewritten)).toBe(digest);
  expect(await digestOf('sum.ts', 'export const sum = (a: number, b: number): number => a - b;')).not.toBe(
    digest,
  );
});

test('a text file counts by every character', async () => {
  const digest = await digestOf('page.css', 'p { color: red }');
  expect(await digestOf('page.css', 'p { color: red } ')).not.toBe(digest);
});

test('packages of others count once each by their version, scoped ones too, and schemas not at all', async () => {
  await write('node_modules/plain/package.json', '{"version": "1.2.3"}');
  await write('node_modules/@scope/inner/package.json', '{"version": "4.5.6"}');
  const files = await Promise.all([
    write('node_modules/plain/a.js', ''),
    write('node_modules/plain/lib/b.js', ''),
    write('node_modules/@scope/inner/index.js', ''),
    write('stages/train.schema.json', '{}'),
  ]);
  expect(await describeModules(files)).toEqual({
    modules: {},
    packages: { plain: '1.2.3', '@scope/inner': '4.5.6' },
  });
});
