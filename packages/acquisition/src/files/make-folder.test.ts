import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { expect, it, onTestFinished } from 'vitest';
import { makeFolder } from './make-folder.ts';

it('a folder that cannot be made is named, with where another one is chosen', async () => {
  const root = await mkdtemp(join(tmpdir(), 'fcdd-folder-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await makeFolder(join(root, 'a/b'));
  expect((await stat(join(root, 'a/b'))).isDirectory()).toBe(true);
  await writeFile(join(root, 'file'), '');
  const failure = await makeFolder(join(root, 'file/c')).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(DataError);
  expect((failure as DataError).message).toBe(
    `the folder ${join(root, 'file/c')} cannot be made; choose a data folder that can be written to, with --data or FCDD_DATA`,
  );
});
