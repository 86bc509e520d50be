import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DataError } from '@fcdd/errors';
import { describe, expect, it } from 'vitest';
import type { PublishedFile } from '@fcdd/acquisition';
import { knownFile, serve, zipBytes } from '@fcdd/acquisition/testing';
import { idxBytes } from '../testing/idx-files.ts';
import { pickAll, testRequest } from '../testing/outliers.ts';
import { open, openLetters } from './outliers.ts';

const lettersName = 'emnist-letters-train-images-idx3-ubyte';
const letters = idxBytes(
  [2, 28, 28],
  Array.from({ length: 2 * 784 }, (_, index) => index % 251),
);

/** An archive like the publisher's, with these letters. */
function archiveOf(packedLetters: Buffer, url = 'http://127.0.0.1:1/gzip.zip') {
  const bytes = zipBytes({
    'gzip/emnist-letters-mapping.txt': Buffer.from('1 65 97\n'),
    [`gzip/${lettersName}.gz`]: packedLetters,
  });
  const archive: PublishedFile = {
    title: 'EMNIST',
    folder: 'emnist',
    name: 'gzip.zip',
    url,
    size: null,
    sha256: knownFile('', bytes).sha256,
  };
  return { bytes, archive };
}

async function settingsWith(files: Record<string, Buffer>) {
  const settings = await testRequest();
  const folder = join(settings.dataFolder, 'emnist');
  await mkdir(folder);
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  return settings;
}

describe('EMNIST letters', () => {
  it("are read from the publisher's archive, and turned upright", async () => {
    const { bytes, archive } = archiveOf(gzipSync(letters));
    const pool = await openLetters(await settingsWith({ 'gzip.zip': bytes }), archive);
    expect(pool.count).toBe(2);
    const [image] = await pickAll(pool, [1]);
    for (const [x, y] of [
      [0, 0],
      [5, 0],
      [3, 17],
      [27, 26],
    ] as const)
      expect(image![y * 28 + x]).toBe((784 + x * 28 + y) % 251);
  });

  it('are resized and coloured for a net that takes such images', async () => {
    const { bytes, archive } = archiveOf(gzipSync(letters));
    const request = await settingsWith({ 'gzip.zip': bytes });
    const shape = { height: 32, width: 30, channels: 3 };
    const [image] = await pickAll(await openLetters({ ...request, shape }, archive), [1]);
    expect(image).toHaveLength(32 * 30 * 3);
    expect(new Set(image!.subarray(0, 3)).size).toBe(1);
  });

  it('are fetched once and kept', async () => {
    const { bytes } = archiveOf(gzipSync(letters));
    let requests = 0;
    const url = await serve((_, response) => {
      requests++;
      response.end(bytes);
    });
    const { archive } = archiveOf(gzipSync(letters), url);
    const settings = await testRequest({ offline: false });
    await openLetters(settings, archive);
    await openLetters({ ...settings, offline: true }, archive);
    expect(requests).toBe(1);
    expect(await readdir(join(settings.dataFolder, 'emnist'))).toEqual(['gzip.zip']);
  });

  it.each([lettersName, `${lettersName}.gz`])(
    "are read from the user's file %s, which is said to be unverified",
    async (name) => {
      const settings = await settingsWith({ [name]: name.endsWith('.gz') ? gzipSync(letters) : letters });
      expect((await open(settings)).count).toBe(2);
      expect(settings.lines[0]).toMatch(/was not compared with a digest/);
    },
  );

  it.each(['gzip.zip', lettersName, `${lettersName}.gz`])(
    'are read from a copy of the user, %s, or the folder that it is in',
    async (name) => {
      const { bytes } = archiveOf(gzipSync(letters));
      const contents = { 'gzip.zip': bytes, [lettersName]: letters }[name] ?? gzipSync(letters);
      const request = await settingsWith({ [name]: contents });
      const folder = join(request.dataFolder, 'emnist');
      for (const path of [folder, join(folder, name)])
        expect((await open({ ...request, path })).count).toBe(2);
      const elsewhere = open({ ...request, path: request.dataFolder });
      await expect(elsewhere).rejects.toThrow('is not a copy of EMNIST');
    },
  );

  const { archive } = archiveOf(gzipSync(letters));
  it.each([
    ['is damaged', { ...archive, sha256: '0'.repeat(64) }, archiveOf(gzipSync(letters)).bytes, 'is damaged'],
    [
      'is not a zip file',
      undefined,
      Buffer.from('no zip archive, but long enough'),
      'cannot be read as a zip archive',
    ],
    [
      'lacks them',
      undefined,
      zipBytes({ 'gzip/other.gz': Buffer.from('a') }),
      `does not hold gzip/${lettersName}.gz`,
    ],
    ['holds a bomb', undefined, archiveOf(gzipSync(Buffer.alloc(300_000_000))).bytes, 'unpacks to more than'],
    [
      'holds other images',
      undefined,
      archiveOf(gzipSync(idxBytes([1, 2, 2], [1, 2, 3, 4]))).bytes,
      '2 x 2 instead',
    ],
  ])('are not taken from an archive that %s', async (_, expected, bytes, reason) => {
    const known = expected ?? { ...archive, sha256: knownFile('', bytes).sha256 };
    const loading = openLetters(await settingsWith({ 'gzip.zip': bytes }), known);
    await expect(loading).rejects.toThrow(DataError);
    await expect(loading).rejects.toThrow(reason);
  });
});
