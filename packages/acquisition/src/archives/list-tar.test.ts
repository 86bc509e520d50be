import { mkdtemp, open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packTar } from '../testing/pack-tar.ts';
import { tarBytes } from '../testing/tar-bytes.ts';
import { type TarMember, listTar } from './list-tar.ts';

let folder: string;
let archive: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fcdd-tar-'));
  archive = join(folder, 'archive.tar');
  await writeFile(join(folder, 'first'), 'the contents of the first');
  await writeFile(join(folder, 'empty'), '');
  await writeFile(join(folder, 'last'), Buffer.alloc(2000, 'x'));
});
afterAll(() => rm(folder, { recursive: true }));

async function list(path: string): Promise<TarMember[]> {
  const members: TarMember[] = [];
  for await (const member of listTar(path)) members.push(member);
  return members;
}

const pack = (format: string) =>
  packTar(archive, folder, ['./first', 'empty', 'last'], [`--format=${format}`]);

describe('a plain tar archive', () => {
  it.each(['v7', 'ustar', 'gnu', 'pax'])(
    'of format %s tells where the contents of its files are',
    async (format) => {
      await pack(format);
      const bytes = await readFile(archive);
      const members = await list(archive);
      expect(members.map(({ name, size }) => [name, size])).toEqual([
        ['first', 25],
        ['empty', 0],
        ['last', 2000],
      ]);
      for (const { name, offset, size } of members)
        expect(bytes.subarray(offset, offset + size)).toEqual(await readFile(join(folder, name)));
    },
  );

  it.each([
    ['leads out of it', ['../a']],
    ['leads out of it', ['/etc/a']],
    ['is there twice', ['a', './a']],
  ])('is refused where a file %s', async (reason, names) => {
    await writeFile(archive, tarBytes(names.map((name) => ({ name }))));
    await expect(list(archive)).rejects.toThrow(reason);
  });

  it('is refused where it is cut off, damaged, or something else', async () => {
    await pack('gnu');
    const [, , last] = await list(archive);
    await truncate(archive, last!.offset + 1000);
    await expect(list(archive)).rejects.toThrow('cut off');
    await truncate(archive, last!.offset - 200);
    await expect(list(archive)).rejects.toThrow(DataError);
    const file = await open(archive, 'r+');
    await file.write('9', 130);
    await file.close();
    await expect(list(archive)).rejects.toThrow('a header is damaged');
    await expect(list(join(folder, 'last'))).rejects.toThrow(DataError);
  });
});
