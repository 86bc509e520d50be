import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DataError } from '@fcdd/errors';
import { imageAt } from '@fcdd/images';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { binaryBatch, pickledBatch } from '../testing/cifar-files.ts';
import { packTar } from '@fcdd/acquisition/testing';
import { cifar10Layout, cifar100Layout } from './layouts.ts';
import { type CifarLayout, readCifar } from './read-cifar.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fcdd-cifar-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

async function readAll(path: string, layout: CifarLayout) {
  const items: { split: string; label: number; pixels: number[] }[] = [];
  for await (const { split, images, labels } of readCifar(path, layout))
    labels.forEach((label, index) =>
      items.push({ split, label, pixels: [...imageAt(images, index).subarray(0, 6)] }),
    );
  return items;
}

/** What `planesOf` gives, pixel by pixel. */
const pixelsOf = (own: number) => [0, 1, 2, 3, 4, 5].map((value) => value + own);

describe('a CIFAR archive', () => {
  it('of the binary version is read in the order of its batches, whatever the order of its files', async () => {
    await mkdir(join(folder, 'cifar-10-batches-bin'));
    const write = (name: string, contents: Buffer) =>
      writeFile(join(folder, 'cifar-10-batches-bin', name), contents);
    await write('data_batch_1.bin', binaryBatch([{ labels: [3], own: 10 }, { labels: [9], own: 20 }])); // prettier-ignore
    await write('data_batch_2.bin', binaryBatch([{ labels: [0], own: 30 }]));
    await write('test_batch.bin', binaryBatch([{ labels: [5], own: 40 }]));
    const expected = [
      { split: 'train', label: 3, pixels: pixelsOf(10) },
      { split: 'train', label: 9, pixels: pixelsOf(20) },
      { split: 'train', label: 0, pixels: pixelsOf(30) },
      { split: 'test', label: 5, pixels: pixelsOf(40) },
    ];
    expect(await readAll(folder, cifar10Layout)).toEqual(expected);
    expect(await readAll(join(folder, 'cifar-10-batches-bin'), cifar10Layout)).toEqual(expected);
    const names = ['test_batch.bin', 'data_batch_2.bin', 'data_batch_1.bin'];
    const archive = join(folder, 'any.tar.gz');
    const packed = names.map((name) => `cifar-10-batches-bin/${name}`);
    await packTar(archive, folder, packed, ['--gzip']);
    expect(await readAll(archive, cifar10Layout)).toEqual(expected);
  });

  it('of the python version is read without Python', async () => {
    await writeFile(join(folder, 'train'), pickledBatch('fine_labels', [{ label: 42, own: 7 }, { label: 99, own: 8 }])); // prettier-ignore
    expect(await readAll(folder, cifar100Layout)).toEqual([
      { split: 'train', label: 42, pixels: pixelsOf(7) },
      { split: 'train', label: 99, pixels: pixelsOf(8) },
    ]);
  });

  it('as Python 3 and numpy 2 pickle it is read too', async () => {
    // pickle.dumps({b'labels': [1, 6], b'data': two images of planes}, protocol=2)
    const pickled = await readFile(join(import.meta.dirname, '../golden/cifar-batch-python3.pickle'));
    await writeFile(join(folder, 'data_batch_1'), pickled);
    expect(await readAll(folder, cifar10Layout)).toEqual([
      { split: 'train', label: 1, pixels: pixelsOf(50) },
      { split: 'train', label: 6, pixels: pixelsOf(60) },
    ]);
  });

  it('takes the fine of the two labels of CIFAR-100', async () => {
    await writeFile(join(folder, 'train.bin'), binaryBatch([{ labels: [11, 77], own: 0 }]));
    expect(await readAll(folder, cifar100Layout)).toMatchObject([{ label: 77 }]);
  });

  it.each([
    ['is cut off', 'data_batch_1.bin', binaryBatch([{ labels: [1], own: 0 }]).subarray(0, 3000), /3000 bytes, which is not a whole number of records/],
    ['has a class too many', 'data_batch_1.bin', binaryBatch([{ labels: [10], own: 0 }]), /label 10, but CIFAR-10 has 10/],
    ['would run code', 'data_batch_1', Buffer.from('\x80\x02cos\nsystem\n(S"true"\ntR.', 'latin1'), /asks to run code/],
    ['is cut off in its pickle', 'data_batch_1', pickledBatch('labels', [{ label: 1, own: 0 }]).subarray(0, 900), /ends at byte 900/],
    ['has no labels', 'data_batch_1', pickledBatch('fine_labels', [{ label: 1, own: 0 }]), /no list of labels/],
    ['has none of its files', 'notes.txt', Buffer.from('hello'), /has no file of CIFAR-10/],
  ])('that %s is refused', async (_, name, contents, reason) => {
    await writeFile(join(folder, name), contents);
    const error = await readAll(folder, cifar10Layout).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DataError);
    expect((error as Error).message).toMatch(reason);
  }); // prettier-ignore
});

const part = resolve(import.meta.dirname, '../../../../../shared/data/cifar-10-binary-part.tar.gz');

it.skipIf(!existsSync(part))(
  `real CIFAR-10 images are read${existsSync(part) ? '' : ` (skipped: there is no ${part})`}`,
  async () => {
    const items = await readAll(part, cifar10Layout);
    expect(items.filter(({ split }) => split === 'train')).toHaveLength(20_000);
    const test = items.filter(({ split }) => split === 'test');
    expect(test).toHaveLength(10_000);
    // The publisher says that each class has a thousand.
    for (let label = 0; label < 10; label++)
      expect(test.filter((item) => item.label === label)).toHaveLength(1000);
  },
);
