import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageReader } from '@fcdd/images';
import { createRandom } from '@fcdd/random';
import {
  type DataSetDescription,
  type ImageToStore,
  createDataSetWriter,
  createOutliersWriter,
  writeDataSetDescription,
} from '@fcdd/records';
import { describe, expect, onTestFinished, test } from 'vitest';
import { supervisionBy } from '../testing/context.ts';
import { temporaryFolder } from '../testing/inputs.ts';
import { epochBatches } from './epoch-batches.ts';
import { createSampler, sampleCount } from './sampler.ts';
import { type TrainingPlan, type TrainingSet, loadTrainingSet, makesColour } from './training-set.ts';

const shape = { height: 28, width: 28, channels: 1 };
const statistics = { mean: [0], standardDeviation: [1], contrast: { smallest: -1, largest: 1 } };

const description: DataSetDescription = {
  name: 'mnist',
  classes: ['zero', 'one'],
  shape,
  storedShape: shape,
  anomalies: 'other classes',
  hasMaps: { train: false, test: false },
  statistics: [statistics, statistics],
  origin: { source: 'made up', digests: {} },
};

/** An image of one brightness, which identifies it. Where maps are stored, its map marks all pixels. */
type Image = Pick<ImageToStore, 'label' | 'anomalous'> & { brightness: number };

interface Inputs {
  facts?: Partial<DataSetDescription>;
  train?: Image[];
  outliers?: { images: Image[]; hasMaps: boolean };
}

const zerosAndOnes: Image[] = [
  { label: 0, brightness: 1 },
  { label: 1, brightness: 11 },
  { label: 0, brightness: 2 },
];

const supervisions = {
  none: supervisionBy('unsupervised'),
  other: supervisionBy('other'),
  confetti: supervisionBy('malformed_normal', 'confetti'),
  changes: supervisionBy('malformed_normal_gt', 'confetti'),
  letters: supervisionBy('noise', 'emnist'),
  defects: supervisionBy('noise', 'mvtec'),
  uniform: supervisionBy('noise', 'uniform'),
};

async function load(
  { facts, train = zerosAndOnes, outliers }: Inputs,
  supervision: keyof typeof supervisions,
  parameters: Partial<TrainingPlan['parameters']> = {},
  learnsFromMaps = true,
): Promise<TrainingSet> {
  const folder = await temporaryFolder();
  const [dataSetFolder, outliersFolder] = [join(folder, 'dataset'), join(folder, 'outliers')];
  await Promise.all([mkdir(dataSetFolder), mkdir(outliersFolder)]);
  const described = { ...description, ...facts };
  await writeDataSetDescription(dataSetFolder, described);
  const { storedShape, hasMaps } = described;
  const size = storedShape.height * storedShape.width;
  const store = ({ brightness, ...image }: Image, hasMaps: boolean): ImageToStore => ({
    ...image,
    pixels: new Uint8Array(size * storedShape.channels).fill(brightness),
    ...(hasMaps && { map: new Uint8Array(size).fill(1) }),
  });
  const writer = await createDataSetWriter(dataSetFolder, 'train', described);
  for (const image of train) await writer.add(store(image, hasMaps.train));
  await writer.finish();
  if (outliers) {
    const writer = await createOutliersWriter(outliersFolder, storedShape, outliers.hasMaps);
    for (const image of outliers.images) await writer.add(store(image, outliers.hasMaps));
    await writer.finish();
  }
  const set = await loadTrainingSet({
    dataSetFolder,
    ...(outliers && { outliersFolder }),
    parameters: {
      class: 0,
      preprocessing: 'none',
      nominalLabel: 0,
      supervision: supervisions[supervision],
      ...parameters,
    },
    batchSize: 4,
    learnsFromMaps,
    seed: [1],
  });
  onTestFinished(() => set.close());
  return set;
}

function brightnessesOf({ count, height, width, channels, read }: ImageReader): number[] {
  const pixels = new Uint8Array(height * width * channels);
  return Array.from({ length: count }, (_, index) => {
    read(index, pixels);
    return pixels[0]!;
  });
}

/** Brightnesses of the anomalies of an epoch, without repetitions. */
function anomaliesOf(set: TrainingSet): number[] {
  const pixels = new Uint8Array(784);
  const shown = new Set<number>();
  for (const epoch of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const sample = createSampler(set, set.random.fork(epoch));
    for (let index = 0; index < sampleCount(set); index++) if (sample(index, pixels)) shown.add(pixels[0]!);
  }
  return [...shown].sort((a, b) => a - b);
}

const letters = { images: [{ label: 0, brightness: 200 }], hasMaps: false };

describe('nominal images', () => {
  test('are the images of the class', async () => {
    expect(brightnessesOf((await load({}, 'none')).nominal)).toEqual([1, 2]);
    expect(brightnessesOf((await load({}, 'none', { class: 1 })).nominal)).toEqual([11]);
  });

  test('do not include its anomalous images', async () => {
    const train = zerosAndOnes.map((image, index) => ({ ...image, anomalous: index === 0 }));
    const { nominal } = await load({ train, facts: { anomalies: 'own' } }, 'none');
    expect(brightnessesOf(nominal)).toEqual([2]);
  });

  test('of mvtec are used ten times in each epoch, cut out of larger images', async () => {
    const facts = { name: 'mvtec', storedShape: { height: 30, width: 30, channels: 1 } };
    const set = await load({ facts }, 'none', { preprocessing: 'lcnaug1' });
    const batches = [...epochBatches(set, 0, 8)];
    expect(batches.map(({ count }) => count)).toEqual([8, 8, 4]);
    expect(batches[0]!.images).toHaveLength(8 * 784);

    const offline = { ...supervisions.changes, online: false };
    const malformed = await load({ facts }, 'changes', { preprocessing: 'lcnaug1', supervision: offline });
    expect(sampleCount(malformed)).toBe(2 * 20);
  });
});

describe('true anomalies', () => {
  test('are images of the other classes', async () => {
    expect(anomaliesOf(await load({}, 'other'))).toEqual([11]);
    const [anomaly] = anomaliesOf(await load({}, 'other', { class: 1 }));
    expect([1, 2]).toContain(anomaly);
  });

  test('are anomalous images of the class, if classes have some', async () => {
    const train = [
      { label: 0, brightness: 1, anomalous: false },
      { label: 0, brightness: 50, anomalous: true },
      { label: 1, brightness: 60, anomalous: true },
      { label: 0, brightness: 2, anomalous: false },
    ];
    const own = { train, facts: { anomalies: 'own' } } as const;
    expect(anomaliesOf(await load(own, 'other'))).toEqual([50]);
    await expect(load({ ...own, train: [train[0]!, train[2]!] }, 'other')).rejects.toThrow(
      'mnist has no training anomalies for class 0 (zero)',
    );
  });
});

describe('outliers', () => {
  const images = [
    { label: 0, brightness: 200 },
    { label: 1, brightness: 201 },
  ];
  const outliers = { images, hasMaps: false };

  test('are all images of a source', async () => {
    expect(anomaliesOf(await load({ outliers }, 'letters'))).toEqual([200, 201]);
  });

  test('are the images for the nominal class, if the source has some for each class', async () => {
    expect(anomaliesOf(await load({ outliers }, 'defects'))).toEqual([200]);
    expect(anomaliesOf(await load({ outliers }, 'defects', { class: 1 }))).toEqual([201]);
    await expect(load({ outliers: { ...outliers, images: [images[1]!] } }, 'defects')).rejects.toThrow(
      'The outlier source mvtec has no images for class 0 (zero)',
    );
  });
});

describe('ground-truth maps', () => {
  const mapped = { ...letters, hasMaps: true };
  test.each<[string, boolean, Inputs, keyof typeof supervisions, learnsFromMaps?: boolean]>([
    ['nothing', false, {}, 'confetti'],
    ['outliers without maps', false, { outliers: letters }, 'letters'],
    ['the mode', true, {}, 'changes'],
    ['outliers with maps', true, { outliers: mapped }, 'letters'],
    ['training images with maps', true, { facts: { hasMaps: { train: true, test: false } } }, 'other'],
    ['test images with maps', true, { facts: { hasMaps: { train: false, test: true } } }, 'confetti'],
    ['a detector that does not learn from maps', false, { outliers: mapped }, 'letters', false],
  ])('come from %s: %s', async (_origin, hasMaps, inputs, supervision, learnsFromMaps) => {
    const set = await load(inputs, supervision, {}, learnsFromMaps);
    expect(set.hasMaps).toBe(hasMaps);
    const [batch] = epochBatches(set, 0, 4);
    expect(batch!.maps?.length).toBe(hasMaps ? batch!.count * 784 : undefined);
  });
});

test.each([
  ['have no colour where the nominal images of the class have none', [false, true], 'auto', false],
  ['have colour where they have some, though other classes have none', [true, false], 'auto', true],
  ['have colour where the experiment wants it always', [false, true], 'always', true],
  ['have colour where an earlier release did not say', undefined, 'auto', true],
] as const)('generated anomalies %s', (_, hasColour, colour, expected) => {
  const supervision = { ...supervisions.confetti, colour };
  const facts = { ...description, ...(hasColour && { hasColour: [...hasColour] }) };
  expect(makesColour(facts, { class: 0, supervision })).toBe(expected);
});

test('generated anomalies of grey images in three channels are grey', async () => {
  const shape = { height: 28, width: 28, channels: 3 };
  const channel = { mean: [0.5, 0.5, 0.5], standardDeviation: [0.2, 0.2, 0.2] };
  const statistics = [{ ...channel, contrast: { smallest: -1, largest: 1 } }, null];
  const facts = { name: 'custom', shape, storedShape: shape, statistics, hasColour: [false, false] };
  const set = await load({ facts }, 'uniform');
  const pixels = new Uint8Array(28 * 28 * 3);
  set.online!(createRandom('grey'))(0, 0, pixels);
  expect(pixels.every((value, index) => value === pixels[index - (index % 3)])).toBe(true);
  expect(new Set(pixels).size).toBeGreaterThan(100);
});
