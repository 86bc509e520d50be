import { once } from 'node:events';
import { readFile, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { PreprocessingName } from '@fcdd/preprocessing';
import { createPreprocessing } from '@fcdd/data-sets';
import type { ImageReader } from '@fcdd/images';
import type { TrainingBatch } from '@fcdd/fitting';
import { createRandom } from '@fcdd/random';
import { readDataSetDescription } from '@fcdd/records';
import type { Supervision } from '@fcdd/schemas/types';
import { describe, expect, onTestFinished, test } from 'vitest';
import { drawSamples } from '../samples.ts';
import { supervisionBy } from '../testing/context.ts';
import { temporaryFolder, writeInputs } from '../testing/inputs.ts';
import { type EpochRange, openBatchStream } from './batch-stream.ts';
import { batchCount, epochBatches } from './epoch-batches.ts';
import { createSampler, sampleCount } from './sampler.ts';
import { type TrainingPlan, type TrainingSet, loadTrainingSet } from './training-set.ts';

async function plan(supervision: Partial<Supervision> = {}, preprocessing: PreprocessingName = 'none') {
  const folders = await writeInputs(await temporaryFolder());
  return {
    ...folders,
    parameters: parametersOf(supervision, preprocessing),
    batchSize: 16,
    learnsFromMaps: true,
    seed: [1, 2, 3, 4],
  };
}

function parametersOf(
  supervision: Partial<Supervision>,
  preprocessing: PreprocessingName = 'none',
): TrainingPlan['parameters'] {
  return {
    class: 0,
    preprocessing,
    nominalLabel: 0,
    supervision: { ...supervisionBy('noise', 'fmnist'), ...supervision },
  };
}

/** The images of a set, one after the other. */
function pixelsOf({ count, height, width, channels, read }: ImageReader): Uint8Array[] {
  return Array.from({ length: count }, (_, index) => {
    const pixels = new Uint8Array(height * width * channels);
    read(index, pixels);
    return pixels;
  });
}

async function load(plan: TrainingPlan): Promise<TrainingSet> {
  const set = await loadTrainingSet(plan);
  onTestFinished(() => set.close());
  return set;
}

const labelsOf = (batches: TrainingBatch[]) => batches.flatMap(({ labels }) => [...labels]);
const countOf = (labels: number[], label: number) => labels.filter((other) => other === label).length;

async function epochOf(plan: TrainingPlan, epoch = 0): Promise<TrainingBatch[]> {
  return [...epochBatches(await load(plan), epoch, plan.batchSize)];
}

describe('an epoch', () => {
  test('shows each nominal image once, in batches; the last is smaller', async () => {
    const unsupervised = await plan({ mode: 'unsupervised' });
    const set = await load(unsupervised);
    const batches = await epochOf(unsupervised);
    expect(batches.map(({ count }) => count)).toEqual([16, 16, 8]);
    expect(batchCount(set, 16)).toBe(3);
    expect(labelsOf(batches)).toEqual(new Array(40).fill(0));

    const shown = batches.flatMap(({ images, count }) => chunks(images, count)).sort();
    const all = pixelsOf(set.nominal).map((pixels) => {
      const values = new Float32Array(784);
      set.preprocessing.normalize(pixels, values);
      return values.join();
    });
    expect(shown).toEqual(all.sort());
  });

  test('depends only on the seed and its number', async () => {
    const supervised = await plan({}, 'lcnaug1');
    expect(await epochOf(supervised, 3)).toEqual(await epochOf(supervised, 3));
    expect(await epochOf(supervised, 3)).not.toEqual(await epochOf(supervised, 4));
    expect(await epochOf({ ...supervised, seed: [9] }, 3)).not.toEqual(await epochOf(supervised, 3));
  });
});

describe('preprocessing', () => {
  test('uses the statistics of the nominal class', async () => {
    const level = await plan({ mode: 'unsupervised' }, 'lcn');
    level.parameters.class = 1;
    const { statistics } = await readDataSetDescription(level.dataSetFolder);
    const { nominal } = await load(level);
    const { normalize } = createPreprocessing('mnist', 'lcn', statistics[1]!, nominal);
    const expected = pixelsOf(nominal).map((pixels) => {
      const values = new Float32Array(784);
      normalize(pixels, values);
      return values.join();
    });
    const shown = (await epochOf(level)).flatMap(({ images, count }) => chunks(images, count));
    expect(shown.sort()).toEqual(expected.sort());
  });

  test('augments anomalies like nominal images', async () => {
    const supervised = await plan({}, 'lcnaug1');
    const epochs = await Promise.all([0, 1, 2, 3].map((epoch) => epochOf(supervised, epoch)));
    const anomalies = epochs
      .flat()
      .flatMap(({ images, labels, count }) => chunks(images, count).filter((_, i) => labels[i] === 1));
    const outlierImages = 30;
    expect(new Set(anomalies).size).toBeGreaterThan(1.5 * outlierImages);
  });

  test('with aug1 adds noise to the images', async () => {
    const [batch] = await epochOf(await plan({ mode: 'unsupervised' }, 'aug1'));
    const brightnesses = 256;
    expect(new Set(batch!.images).size).toBeGreaterThan(10 * brightnesses);
  });
});

describe('supervision', () => {
  test('online: about half of the samples are anomalies, different ones in each epoch', async () => {
    const supervised = await plan();
    const labels = (await Promise.all([0, 1, 2, 3].map((epoch) => epochOf(supervised, epoch)))).flatMap(
      labelsOf,
    );
    expect(labels.length).toBe(160);
    expect(countOf(labels, 1)).toBeGreaterThan(50);
    expect(countOf(labels, 1)).toBeLessThan(110);
  });

  test('offline: as many anomalies as nominal images, the same in each epoch', async () => {
    const supervised = await plan({ online: false });
    const anomaliesOf = async (epoch: number) =>
      (await epochOf(supervised, epoch))
        .flatMap(({ images, labels, count }) => chunks(images, count).filter((_, i) => labels[i] === 1))
        .sort();
    expect(labelsOf(await epochOf(supervised))).toHaveLength(80);
    expect(await anomaliesOf(0)).toHaveLength(40);
    expect(await anomaliesOf(0)).toEqual(await anomaliesOf(1));
  });

  test('other: as many true anomalies as nominal images', async () => {
    const { fixed } = await load(await plan({ mode: 'other' }));
    expect(fixed!.count).toBe(40);
    // The other class has level bars: a row of such an image can be bright all along, a column cannot.
    const isLevel = (pixels: Uint8Array) =>
      pixels.filter((value, j) => value > 0 && j % 28 === 10).length === 4;
    for (let index = 0; index < 40; index++) {
      const pixels = new Uint8Array(784);
      fixed!.read(index, pixels);
      expect(isLevel(pixels)).toBe(true);
    }
  });

  test.each([true, false])(
    'malformed_normal_gt gives the maps of changed pixels, online: %s',
    async (online) => {
      const malformed = await plan({ mode: 'malformed_normal_gt', online });
      const set = await load(malformed);
      const nominal = pixelsOf(set.nominal);
      const sample = createSampler(set, createRandom('maps'));
      const [pixels, map] = [new Uint8Array(784), new Uint8Array(784)];
      for (let index = 0; index < sampleCount(set); index++) {
        const label = sample(index, pixels, map);
        const changed = Array.from(pixels, (value, i) => Number(value !== nominal[index % 40]![i]));
        expect([...map]).toEqual(changed);
        expect(map.includes(1)).toBe(label === 1);
      }

      const batches = await epochOf(malformed);
      const isMapped = batches.flatMap(({ maps, count }) =>
        chunks(maps!, count).map((map) => map.includes('1')),
      );
      expect(isMapped).toEqual(labelsOf(batches).map((label) => label === 1));
      expect(isMapped).toContain(true);
    },
  );

  test('synthetic anomalies need no outlier images', async () => {
    const { outliersFolder: _, ...synthetic } = await plan({ source: 'gaussian' });
    expect(countOf(labelsOf(await epochOf(synthetic)), 1)).toBeGreaterThan(0);
  });

  test('a class without training images is an error', async () => {
    const absent = await plan();
    absent.parameters.class = 2;
    await expect(loadTrainingSet(absent)).rejects.toThrow(
      'mnist has no nominal training images of class 2 (absent)',
    );
  });
});

describe('the thread that prepares batches', () => {
  test('gives the same batches as this thread, epoch after epoch', async () => {
    const supervised = await plan({}, 'lcnaug1');
    expect(await streamed(supervised, { first: 2, end: 4 })).toEqual([
      ...(await epochOf(supervised, 2)),
      ...(await epochOf(supervised, 3)),
    ]);
  });

  test('sends ground-truth maps', async () => {
    const malformed = await plan({ mode: 'malformed_normal_gt' }, 'lcnaug1');
    const batches = await streamed(malformed, { first: 0, end: 1 });
    expect(batches[0]!.maps).toHaveLength(16 * 784);
    expect(batches).toEqual(await epochOf(malformed));
  });

  test.each([true, false])(
    'first sends the number of batches in an epoch, and the same samples as this thread, online: %s',
    async (online) => {
      const supervised = await plan({ online }, 'lcnaug1');
      const { samples, batchesPerEpoch, batches, close } = await open(supervised);
      const expected = drawSamples(await load(supervised));
      expect(batchesPerEpoch).toBe(online ? 3 : 5);
      expect(samples.labels).toEqual(expected.labels);
      expect(Buffer.compare(samples.images.pixels, expected.images.pixels)).toBe(0);
      expect((await batches.next()).value).toEqual((await epochOf(supervised))[0]);
      await close();
    },
  );

  test('waits when it is a few batches ahead', async () => {
    const stream = await open(await plan());
    await stream.batches.next();
    await sleep(200);
    const before = process.cpuUsage();
    await sleep(400);
    const { user, system } = process.cpuUsage(before);
    expect(user + system).toBeLessThan(60_000);
    await stream.close();
  });

  test.each([0, 1])('ends with its stream, even while it waits for room, after %i batches', async (count) => {
    const started = once(process, 'worker') as Promise<[Worker]>;
    const stream = await open(await plan());
    for (let i = 0; i < count; i++) await stream.batches.next();
    const [thread] = await started;
    expect(thread.threadId).toBeGreaterThan(0);
    await stream.close();
    expect(thread.threadId).toBe(-1);
  });

  test('sends the reason of a failure, with the hint', async () => {
    const supervised = await plan();
    const { outliersFolder: _, ...without } = supervised;
    const started = once(process, 'worker') as Promise<[Worker]>;
    await expect(open(without)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining("'fmnist' are not synthetic"),
      hint: expect.stringContaining('outliers'),
    });
    const [thread] = await started;
    expect(thread.threadId).toBe(-1);

    const file = join(supervised.dataSetFolder, 'train.safetensors');
    await truncate(file, (await readFile(file)).length - 1);
    await expect(open(supervised)).rejects.toThrow('train.safetensors');
    await rm(supervised.dataSetFolder, { recursive: true });
    await expect(open(supervised)).rejects.toMatchObject({
      message: expect.stringContaining('dataset.json'),
      cause: expect.objectContaining({ message: expect.stringContaining('ENOENT') }),
    });
  });
});

/** Opens a stream of so many batches that the thread never finishes. */
function open(plan: TrainingPlan) {
  return openBatchStream(plan, { first: 0, end: 1_000_000 });
}

async function streamed(plan: TrainingPlan, epochs: EpochRange): Promise<TrainingBatch[]> {
  const { batches, close } = await openBatchStream(plan, epochs);
  const all: TrainingBatch[] = [];
  for await (const batch of batches) all.push(batch);
  await close();
  return all;
}

function chunks(values: Float32Array | Uint8Array, count: number): string[] {
  const size = values.length / count;
  return Array.from({ length: count }, (_, i) => values.subarray(i * size, (i + 1) * size).join());
}
