import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancelledError, UserError } from '@fcdd/errors';
import { type LabelledImages, emptyStack, imageAt } from '@fcdd/images';
import { areaUnderCurve, evaluateScores, mean, rocCurve } from '@fcdd/metrics';
import { createNet } from '@fcdd/nets';
import { createRandom } from '@fcdd/random';
import {
  type DetectorSnapshot,
  readImageMetrics,
  readRoc,
  readScores,
  writeSnapshot,
  writeTrainingSamples,
} from '@fcdd/records';
import type { EngineChoice } from '@fcdd/stage';
import { type TestContext, testContext } from '@fcdd/stage/testing';
import * as tf from '@tensorflow/tfjs';
import { writeDataSet } from '@fcdd/records/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stage } from './stage.ts';

const classes = ['zero', 'one', 'two'];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fcdd-evaluate-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Images of random pixels, whose brightness follows from their class. */
function imagesOf(labels: number[]): LabelledImages {
  const random = createRandom('images');
  const images = emptyStack(labels.length, 28, 28, 1);
  labels.forEach((label, i) => {
    const pixels = imageAt(images, i);
    for (let j = 0; j < pixels.length; j++) pixels[j] = random.integer(80 * (label + 1));
  });
  return { images, labels: Int32Array.from(labels) };
}

/** A detector whose nominal class is 2. Its net is not trained: the stage scores any weights. */
async function detectorOf(bias = true, name = 'FCDD_CNN28', objective = 'fcdd'): Promise<DetectorSnapshot> {
  const net = createNet(name, { bias, random: createRandom('net') });
  const weights = await net.state();
  net.dispose();
  return {
    detector: { name: objective, net: name, bias, weights: null, lossGaussStd: null },
    dataSet: 'mnist',
    preprocessing: 'none',
    statistics: { mean: [0.3], standardDeviation: [0.2], contrast: { smallest: -2, largest: 3 } },
    nominalClass: { index: 2, name: classes[2]! },
    nominalLabel: 0,
    weights,
  };
}

interface EvaluationOptions {
  backend?: EngineChoice['backend'];
  bias?: boolean;
  net?: string;
  objective?: string;
  gradient?: 'grad' | 'xgrad';
  signal?: AbortSignal;
}

async function evaluate(
  testLabels: number[],
  {
    backend = 'cpu',
    bias = true,
    net,
    objective,
    gradient = 'grad',
    signal = new AbortController().signal,
  }: EvaluationOptions = {},
): Promise<TestContext<unknown>> {
  const run = await mkdtemp(join(folder, 'run-'));
  const [dataset, training, output] = ['dataset', 'training', 'output'].map((name) => join(run, name));
  for (const path of [dataset, training, output]) await mkdir(path!);
  await writeDataSet(dataset!, {
    description: { name: 'mnist', classes, statistics: [], origin: { source: 'made up', digests: {} } },
    train: imagesOf([]),
    test: imagesOf(testLabels),
  });
  await writeSnapshot(training!, await detectorOf(bias, net, objective));
  await writeTrainingSamples(training!, imagesOf([0, 0, 1]));
  const context = testContext('evaluate', run, {
    parameters: { explaining: { gradient }, nominalLabel: 0 as const },
    inputs: {
      dataset: [{ stage: 'dataset', matrix: {}, folder: dataset! }],
      training: [{ stage: 'train', matrix: {}, folder: training! }],
    },
    outputFolder: output!,
    engine: { backend, device: 'cpu' },
    signal,
  });
  await stage.run(context);
  return context;
}

async function digestsOf({ outputFolder }: TestContext<unknown>): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const file of await readdir(outputFolder)) {
    const content = await readFile(join(outputFolder, file));
    digests[file] = createHash('sha256').update(content).digest('hex');
  }
  return digests;
}

/** sqrt(x^2 + 1) - 1 of each output of the net for one image, which the test preprocesses itself. */
async function mapOf({ images }: LabelledImages, index: number, bias: boolean): Promise<number[]> {
  const detector = await detectorOf(bias);
  const net = createNet(detector.detector.net, { bias });
  net.load(detector.weights);
  const input = Array.from(imageAt(images, index), (value) => (value / 255 - 0.3) / 0.2);
  const output = net.forward(tf.tensor4d(input, [1, 28, 28, 1]), { training: false });
  return Array.from(await output.data(), (value) => Math.sqrt(value ** 2 + 1) - 1);
}

// This test comes first: its first evaluation is the first use of the engine in this process.
test('all files are the same bytes whatever the process has scored before', async () => {
  const labels = [1, 0, 2];
  const options = { backend: 'onnxruntime' } as const;
  const first = await digestsOf(await evaluate(labels, options));
  const other = await evaluate([2, 0], { ...options, objective: 'hsc', net: 'CNN28', bias: false });
  expect(await digestsOf(other)).not.toEqual(first);
  const before = tf.memory().numTensors;
  expect(await digestsOf(await evaluate(labels, options))).toEqual(first);
  expect(tf.memory().numTensors).toBe(before);
});

test.each([
  ['cpu', true],
  ['onnxruntime', true],
  ['onnxruntime', false],
] as const)(
  '%s scores each image as the detector was trained to see it (bias: %s)',
  async (backend, bias) => {
    const labels = [1, 0, 2, 1, 1, 2, 0, 1];
    const { outputFolder } = await evaluate(labels, { backend, bias });
    await tf.setBackend('cpu');
    for (const [set, classLabels] of [
      ['test', labels],
      ['train', [0, 0, 1]],
    ] as const) {
      const { scores, maps } = await readScores(outputFolder, set);
      expect(scores).toHaveLength(classLabels.length);
      expect([maps.height, maps.width]).toEqual([7, 7]);
      for (const index of classLabels.keys()) {
        const expected = await mapOf(imagesOf([...classLabels]), index, bias);
        const map = maps.values.subarray(index * 49, (index + 1) * 49);
        map.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
        expect(scores[index]).toBeCloseTo(mean(expected), 5);
      }
    }
  },
);

test.each([
  ['hsc', 'CNN28'],
  ['ae', 'AE28'],
])('the maps of %s are as large as the images', async (objective, net) => {
  const { outputFolder } = await evaluate([2, 0], { backend: 'onnxruntime', objective, net });
  const { scores, maps } = await readScores(outputFolder, 'test');
  expect(maps).toMatchObject({ height: 28, width: 28 });
  expect(maps.values).toHaveLength(2 * 28 * 28);
  // The score of ae is the mean of its map.
  if (objective === 'ae') expect(mean([...maps.values.subarray(0, 784)])).toBeCloseTo(scores[0]!, 5);
});

test('maps of hsc are the gradient, or the gradient times the image', async () => {
  const mapsOf = async (gradient: 'grad' | 'xgrad') => {
    const hsc = { backend: 'onnxruntime', objective: 'hsc', net: 'CNN28', gradient } as const;
    return (await readScores((await evaluate([2, 0], hsc)).outputFolder, 'test')).maps.values;
  };
  const pixels = imagesOf([2, 0]).images.pixels;
  const [plain, weighted] = [await mapsOf('grad'), await mapsOf('xgrad')];
  weighted.forEach((value, i) =>
    expect(value).toBeCloseTo(plain[i]! * Math.abs((pixels[i]! / 255 - 0.3) / 0.2), 5),
  );
});

test('every class except the nominal one is anomalous; training samples keep their labels', async () => {
  const { outputFolder } = await evaluate([1, 0, 2, 1]);
  expect([...(await readScores(outputFolder, 'test')).labels]).toEqual([1, 1, 0, 1]);
  expect([...(await readScores(outputFolder, 'train')).labels]).toEqual([0, 0, 1]);
});

test('the ROC curve follows from the test scores', async () => {
  const { outputFolder } = await evaluate([1, 0, 2, 1, 1, 2, 0, 1]);
  const { scores, labels } = await readScores(outputFolder, 'test');
  const { fpr, tpr } = rocCurve(scores, labels);
  const roc = await readRoc(outputFolder);
  expect(roc.fpr).toEqual([...fpr]);
  expect(roc.tpr).toEqual([...tpr]);
  expect(roc.auc).toBe(areaUnderCurve(fpr, tpr));
  expect(roc.ths[0]).toBeNull();
  const { auc, averagePrecision, bestF1 } = evaluateScores(scores, labels);
  expect(await readImageMetrics(outputFolder)).toEqual({ auc, averagePrecision, bestF1 });
  expect(await readdir(outputFolder)).toHaveLength(5);
});

test('progress counts test images and training samples together, and ends with the area', async () => {
  const { reports } = await evaluate([0, 1, 2]);
  expect(reports).toEqual([
    [3, 6],
    [6, 6],
    [6, 6, { AUC: expect.any(Number) }],
  ]);
});

test('a test set of the nominal class alone is refused', async () => {
  await expect(evaluate([2, 2])).rejects.toThrow(UserError);
});

test('a stopped run scores no more images', async () => {
  await expect(evaluate([0, 2], { signal: AbortSignal.abort(new CancelledError()) })).rejects.toThrow(
    CancelledError,
  );
});
