import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DataError } from '@fcdd/errors';
import { describe, expect, it } from 'vitest';
import { knownFile } from '../testing/known-file.ts';
import { testSettings } from '../testing/settings.ts';
import { readVerified } from './verified-file.ts';

const contents = Buffer.from('the contents that everybody knows');
const file = knownFile('data', contents);

async function folderWith(files: Record<string, Buffer>): Promise<string> {
  const folder = join((await testSettings()).dataFolder, 'folder');
  await mkdir(folder);
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  return folder;
}

describe('a known file', () => {
  it.each([
    ['as it is', { data: contents }],
    ['gzipped', { 'data.gz': gzipSync(contents) }],
    ['unpacked although it is called .gz', { 'data.gz': contents }],
    ['gzipped beside a damaged copy', { data: Buffer.from('damaged'), 'data.gz': gzipSync(contents) }],
  ])('is read %s', async (_, files) => {
    expect(await readVerified(await folderWith(files), file)).toEqual(contents);
  });

  const flipped = gzipSync(contents);
  flipped[20]! ^= 0xff;
  it.each([
    ['is missing', {}, 'there is no data or data.gz'],
    [
      'has other contents',
      { data: Buffer.from('other') },
      /data is damaged: its SHA-256 is [0-9a-f]{64}, not/,
    ],
    ['is cut off', { 'data.gz': gzipSync(contents).subarray(0, -10) }, 'its gzip data are damaged'],
    ['is damaged', { 'data.gz': flipped }, 'its gzip data are damaged'],
    ['unpacks to more', { 'data.gz': gzipSync(Buffer.alloc(1_000_000)) }, 'unpacks to more than 33 bytes'],
  ])('is refused where it %s', async (_, files, reason) => {
    const reading = readVerified(await folderWith(files), file);
    await expect(reading).rejects.toThrow(DataError);
    await expect(reading).rejects.toThrow(reason);
  });

  it('is refused unread where it is much too large', async () => {
    const folder = await folderWith({ data: contents });
    await truncate(join(folder, 'data'), 2 ** 40);
    await expect(readVerified(folder, file)).rejects.toThrow('is too large: 1099511627776 bytes');
  });
});
