import { cp, readFile, readdir, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fileDigest } from '../files/index.ts';
import { digestOfFolders, digestOfPath } from './digest-of-path.ts';
import { folderWith } from '../testing/temporary-folder.ts';

let cache: string;

beforeEach(async () => {
  cache = await folderWith();
  vi.stubEnv('XDG_CACHE_HOME', cache);
});

describe('the digest of a folder', () => {
  const files = { 'train/a.png': 'one', 'train/b.png': 'two', 'test/a.png': 'three' };

  it('is that of its names and contents, wherever it is and whenever it was written', async () => {
    const folder = await folderWith(files);
    const digest = await digestOfPath(folder);
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    await utimes(join(folder, 'train/a.png'), 0, 0);
    expect(await digestOfPath(folder)).toBe(digest);
    const elsewhere = join(await folderWith(), 'copy');
    await cp(folder, elsewhere, { recursive: true });
    expect(await digestOfPath(elsewhere)).toBe(digest);
    await rename(elsewhere, `${elsewhere} moved`);
    expect(await digestOfPath(`${elsewhere} moved`)).toBe(digest);
  });

  it.each<[string, (folder: string) => Promise<unknown>]>([
    [
      'a file is edited, also at once and to the same size',
      (folder) => writeFile(join(folder, 'train/a.png'), 'six'),
    ],
    ['a file is renamed', (folder) => rename(join(folder, 'train/a.png'), join(folder, 'train/c.png'))],
    ['a file is moved', (folder) => rename(join(folder, 'train/b.png'), join(folder, 'test/b.png'))],
    ['a file is added', (folder) => writeFile(join(folder, 'train/c.png'), '')],
    [
      'two files change places',
      async (folder) => {
        await writeFile(join(folder, 'train/a.png'), 'two');
        await writeFile(join(folder, 'train/b.png'), 'one');
      },
    ],
  ])('changes where %s', async (_, change) => {
    const folder = await folderWith(files);
    const digest = await digestOfPath(folder);
    await change(folder);
    expect(await digestOfPath(folder)).not.toBe(digest);
  });

  it('does not count hidden files, and counts what links within it lead to', async () => {
    const folder = await folderWith(files);
    const digest = await digestOfPath(folder);
    await writeFile(join(folder, '.DS_Store'), 'x');
    expect(await digestOfPath(folder)).toBe(digest);
    await symlink('a.png', join(folder, 'train/c.png'));
    const linked = await digestOfPath(folder);
    expect(linked).not.toBe(digest);
    await writeFile(join(folder, 'train/a.png'), 'other');
    expect(await digestOfPath(folder)).not.toBe(linked);
  });

  it.each([
    ['out of it', '/etc/passwd', /The link .*\/link leads out of /],
    ['nowhere', 'missing', /The link .*\/link leads nowhere/],
    ['in a circle', '.', /The link .*\/link leads in a circle/],
  ])('is refused where a link leads %s', async (_, target, message) => {
    const folder = await folderWith(files);
    await symlink(target, join(folder, 'link'));
    await expect(digestOfPath(folder)).rejects.toThrow(message);
  });

  it('is refused where a name is not UTF-8', async () => {
    const folder = await folderWith(files);
    await writeFile(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]), '');
    await expect(digestOfPath(folder)).rejects.toThrow(/A name in .* is not UTF-8: café/);
  });

  it('is made of the digests that are remembered of files that did not change since', async () => {
    // A file that a test has just written is too new to be remembered.
    const folder = join(import.meta.dirname, '../../../../node_modules/commander');
    const digest = await digestOfPath(folder);
    const [name] = await readdir(join(cache, 'fcdd/digests'));
    const file = join(cache, 'fcdd/digests', name!);
    const entries = JSON.parse(await readFile(file, 'utf8')) as Record<string, [string, string]>;
    expect(entries['package.json']![1]).toBe(await fileDigest(join(folder, 'package.json')));
    expect(await digestOfPath(folder)).toBe(digest);

    entries['package.json']![1] = 'what was remembered';
    await writeFile(file, JSON.stringify(entries));
    expect(await digestOfPath(folder)).not.toBe(digest);
    await writeFile(file, 'damaged');
    expect(await digestOfPath(folder)).toBe(digest);
  });
});

it('the digest of a file is that of its contents', async () => {
  const folder = await folderWith({ 'a.tar': 'one', 'b.tar': 'one' });
  const digest = await digestOfPath(join(folder, 'a.tar'));
  expect(digest).toBe(`sha256:${await fileDigest(join(folder, 'a.tar'))}`);
  expect(await digestOfPath(join(folder, 'b.tar'))).toBe(digest);
});

it('the digest of a huge folder is that of the names and times of its folders', async () => {
  const folder = await folderWith({ 'n01/a.png': 'one', 'n02/b.png': 'two' });
  const digest = digestOfFolders(folder);
  await writeFile(join(folder, 'n01/a.png'), 'other');
  expect(digestOfFolders(folder)).toBe(digest);
  await writeFile(join(folder, 'n01/c.png'), 'new');
  expect(digestOfFolders(folder)).not.toBe(digest);
});
