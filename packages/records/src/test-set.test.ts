import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { expect, onTestFinished, test } from 'vitest';
import {
  type DataSetDescription,
  createDataSetWriter,
  createOriginalMapsWriter,
  openDataSetImages,
  openTestSet,
  writeDataSetDescription,
} from './index.ts';

const shape = { height: 1, width: 2, channels: 1 };

interface Item {
  value: number;
  label: number;
  anomalous?: boolean;
  /** Ground-truth map, twice as wide as the image. */
  map?: number[];
}

async function writeTestImages(items: Item[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-test-set-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const hasMaps = items.some(({ map }) => map);
  const description: DataSetDescription = {
    name: 'made up',
    classes: ['a', 'b'],
    shape,
    storedShape: shape,
    anomalies: items.some(({ anomalous }) => anomalous) ? 'own' : 'other classes',
    hasMaps: { train: false, test: hasMaps },
    statistics: [],
    origin: { source: 'made up', digests: {} },
  };
  await writeDataSetDescription(folder, description);
  const writer = await createDataSetWriter(folder, 'test', description);
  const maps = await createOriginalMapsWriter(folder);
  for (const { value, map, ...rest } of items) {
    const small = map && Uint8Array.of(map[0]!, map[2]!);
    await writer.add({ pixels: Uint8Array.of(value, value), ...rest, ...(small && { map: small }) });
    if (map) await maps.add({ height: 1, width: map.length, values: Uint8Array.from(map) });
  }
  await writer.finish();
  if (hasMaps) await maps.finish();
  else await maps.abandon();
  return folder;
}

async function readTestSet(folder: string, nominalClass: number, nominalLabel?: 0 | 1) {
  const set = await openTestSet(folder, nominalClass, nominalLabel);
  onTestFinished(() => set.close());
  const pixels = new Uint8Array(2);
  const values = Array.from({ length: set.count }, (_, index) => {
    set.read(index, pixels);
    return pixels[0];
  });
  return { set, values, labels: [...set.labels] };
}

test('a class is tested against all images of the others', async () => {
  const folder = await writeTestImages([
    { value: 1, label: 0 },
    { value: 2, label: 1 },
    { value: 3, label: 0 },
  ]);
  expect(await readTestSet(folder, 0)).toMatchObject({ values: [1, 2, 3], labels: [0, 1, 0] });
  expect(await readTestSet(folder, 1)).toMatchObject({ values: [1, 2, 3], labels: [1, 0, 1] });
});

test('a class with its own anomalies is tested against these alone', async () => {
  const folder = await writeTestImages([
    { value: 1, label: 0, anomalous: false },
    { value: 2, label: 1, anomalous: true },
    { value: 3, label: 0, anomalous: true },
    { value: 4, label: 1, anomalous: false },
  ]);
  expect(await readTestSet(folder, 1)).toMatchObject({ values: [2, 4], labels: [1, 0] });
  expect(await readTestSet(folder, 1, 1)).toMatchObject({ values: [2, 4], labels: [0, 1] });
});

test('maps come in the size of the images, and in their original sizes', async () => {
  const published = [1, 0, 0, 1, 1, 0, 0, 0, 1];
  const folder = await writeTestImages([
    { value: 1, label: 1, anomalous: true, map: [1, 1, 1] },
    { value: 2, label: 0, anomalous: false, map: [0, 0, 0, 0] },
    { value: 3, label: 0, anomalous: true, map: published },
  ]);
  const { set } = await readTestSet(folder, 0);
  const map = new Uint8Array(2);
  set.readMap!(1, map);
  expect([...map]).toEqual([1, 0]);
  expect(set.originalMaps!.read(0)).toEqual({ height: 1, width: 4, values: new Uint8Array(4) });
  expect([...set.originalMaps!.read(1).values]).toEqual(published);
});

test('maps have swapped labels if images have', async () => {
  const folder = await writeTestImages([{ value: 1, label: 0, anomalous: true, map: [1, 0, 0] }]);
  const { set } = await readTestSet(folder, 0, 1);
  const map = new Uint8Array(2);
  set.readMap!(0, map);
  expect([...map]).toEqual([0, 1]);
  expect([...set.originalMaps!.read(0).values]).toEqual([0, 1, 1]);
});

test('a file without images is refused with its name', async () => {
  const folder = await writeTestImages([]);
  await expect(openDataSetImages(folder, 'test')).rejects.toThrow(DataError);
  await expect(openDataSetImages(folder, 'test')).rejects.toThrow(/test\.safetensors holds no images/);
});
