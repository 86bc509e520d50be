import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { folderWith } from '../testing/temporary-folder.ts';
import { digestOfFolders, digestOfPath } from './digest-of-path.ts';
import { readUnchanged } from './read-unchanged.ts';

const files = { 'train/a.png': 'one', 'train/b.png': 'two' };

beforeEach(async () => {
  vi.stubEnv('XDG_CACHE_HOME', await folderWith());
});

/** Reads a folder while something happens in it. */
async function readWhile(happens: (folder: string) => Promise<unknown>): Promise<string> {
  const path = await folderWith(files);
  return readUnchanged({ path, digest: await digestOfPath(path) }, async () => {
    await happens(path);
    return 'all that was read';
  });
}

describe('a folder of the user', () => {
  it('is read where nothing in it changes, wherever it is now', async () => {
    expect(await readWhile(async () => {})).toBe('all that was read');
    const path = await folderWith(files);
    const digest = await digestOfPath(path);
    await rename(path, `${path}-moved`);
    expect(await readUnchanged({ path: `${path}-moved`, digest }, () => Promise.resolve(1))).toBe(1);
    await rm(`${path}-moved`, { recursive: true });
  });

  it.each<[string, (folder: string) => Promise<unknown>]>([
    ['a file is written', (folder) => writeFile(join(folder, 'train/a.png'), 'six')],
    ['a file is added', (folder) => writeFile(join(folder, 'train/c.png'), '')],
    ['a file is removed', (folder) => rm(join(folder, 'train/b.png'))],
    ['it is removed', (folder) => rm(folder, { recursive: true })],
    [
      'a file is written and put back',
      async (folder) => {
        await writeFile(join(folder, 'train/a.png'), 'six');
        await writeFile(join(folder, 'train/a.png'), 'one');
      },
    ],
    [
      'a change makes the reading fail',
      async (folder) => {
        await rm(join(folder, 'train/a.png'));
        throw new Error('ENOENT');
      },
    ],
  ])('is refused where %s while it is read', async (_, change) => {
    await expect(readWhile(change)).rejects.toThrow(/^'.*' has changed while it was read\.$/);
  });

  it('is refused where it has another digest, and is not read then', async () => {
    const path = await folderWith(files);
    const digest = await digestOfPath(path);
    await writeFile(join(path, 'train/a.png'), 'six');
    const read = vi.fn(() => Promise.resolve());
    await expect(readUnchanged({ path, digest }, read)).rejects.toThrow('has changed before it was read.');
    await expect(readUnchanged({ path: `${path}/none`, digest }, read)).rejects.toThrow(
      'before it was read.',
    );
    expect(read).not.toHaveBeenCalled();
  });

  it('with millions of files counts by its folders', async () => {
    const path = await folderWith(files);
    const huge = { path, digest: digestOfFolders(path), isHuge: true };
    const write = (name: string) => () => writeFile(join(path, name), 'six');
    await readUnchanged(huge, write('train/a.png'));
    await expect(readUnchanged(huge, write('train/c.png'))).rejects.toThrow('while it was read.');
  });

  it('fails as the reading does where nothing has changed, or where the reading was to stop', async () => {
    const fail = (error: Error) => () => Promise.reject(error);
    await expect(readWhile(fail(new Error('damaged')))).rejects.toThrow('damaged');
    const path = await folderWith(files);
    const stop = AbortSignal.abort(new Error('stopped'));
    const stopped = readUnchanged({ path, digest: await digestOfPath(path), signal: stop }, async () => {
      await chmod(join(path, 'train/a.png'), 0o600);
      stop.throwIfAborted();
    });
    await expect(stopped).rejects.toThrow('stopped');
  });
});
