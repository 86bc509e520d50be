import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancelledError, UserError } from '@fcdd/errors';
import { emptyStack, resizeNearest } from '@fcdd/images';
import { evaluateScores } from '@fcdd/metrics';
import { smoothMaps } from '@fcdd/detectors/smoothing';
import { createOriginalMapsWriter, readPixelMetrics, writeSnapshot, writeScores } from '@fcdd/records';
import { writeDataSet } from '@fcdd/records/testing';
import { type TestContext, testContext } from '@fcdd/stage/testing';
import { expect, onTestFinished, test } from 'vitest';
import { stage } from './stage.ts';

interface Parameters {
  gaussStd: number | null;
  nominalLabel: 0 | 1;
}

/** Smoothing of FCDD_CNN28. */
const smoothing = { method: 'upsampling', field: { width: 7, jump: 4, extent: 16, start: 1.5 } } as const;
const mapSides = [40, 31, 56];
const anomalyMaps = Float32Array.from({ length: 3 * 49 }, (_, i) => ((i * 37) % 101) / 100);
const groundTruth = mapSides.map((side, image) =>
  Uint8Array.from({ length: side ** 2 }, (_, i) => (image > 0 && i % side < 9 && i > 200 && i < 600 ? 1 : 0)),
);

/** Writes the inputs of the stage: three test images, the first of them nominal. */
async function prepare(
  parameters: Parameters,
  { hasMaps = true, maps = groundTruth, signal = new AbortController().signal } = {},
): Promise<TestContext<Parameters>> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-pixels-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const folderOf = (name: string) => join(folder, name);
  for (const name of ['dataset', 'training', 'evaluation', 'output']) await mkdir(folderOf(name));
  const images = { images: emptyStack(3, 28, 28, 1), labels: Int32Array.of(0, 1, 1) };
  await writeDataSet(folderOf('dataset'), {
    description: {
      name: 'custom',
      classes: ['good', 'bad'],
      statistics: [],
      hasMaps: { train: false, test: hasMaps },
    },
    train: { images: emptyStack(0, 28, 28, 1), labels: new Int32Array() },
    test: hasMaps ? { ...images, maps: new Uint8Array(3 * 28 * 28) } : images,
  });
  if (hasMaps) await writeMaps(folderOf('dataset'), maps);
  await writeSnapshot(folderOf('training'), {
    detector: { name: 'fcdd', net: 'FCDD_CNN28', bias: true },
    dataSet: 'custom',
    preprocessing: 'none',
    statistics: { mean: [0], standardDeviation: [1], contrast: { smallest: 0, largest: 1 } },
    nominalClass: { index: 0, name: 'good' },
    nominalLabel: 0,
    weights: {},
  });
  await writeScores(folderOf('evaluation'), 'test', {
    scores: Float32Array.of(0, 1, 2),
    labels: Uint8Array.of(0, 1, 1),
    maps: { height: 7, width: 7, values: anomalyMaps, smoothing },
  });
  const input = (name: string) => [{ stage: name, matrix: {}, folder: folderOf(name) }];
  return testContext('pixel-evaluation', folder, {
    parameters,
    inputs: { dataset: input('dataset'), training: input('training'), evaluation: input('evaluation') },
    outputFolder: folderOf('output'),
    signal,
  });
}

async function writeMaps(folder: string, maps: Uint8Array[]): Promise<void> {
  const writer = await createOriginalMapsWriter(folder);
  for (const [image, values] of maps.entries())
    await writer.add({ height: mapSides[image]!, width: mapSides[image]!, values });
  await writer.finish();
}

/** Scores and labels of all pixels, in two long lists. */
function pixelsByHand({ gaussStd, nominalLabel }: Parameters) {
  const heatmaps = smoothMaps(smoothing, anomalyMaps, 3, 7, 7, 28, gaussStd);
  const scores = mapSides.flatMap((side, image) => [
    ...resizeNearest(heatmaps.subarray(image * 784, (image + 1) * 784), 28, 28, side, side),
  ]);
  const labels = groundTruth.flatMap((map) =>
    [...map].map((value) => (nominalLabel === 0 ? value : 1 - value)),
  );
  return { scores, labels };
}

test.each<Parameters>([
  { gaussStd: null, nominalLabel: 0 },
  { gaussStd: 1.2, nominalLabel: 0 },
  { gaussStd: null, nominalLabel: 1 },
])('heatmaps are compared in the size of each map: %o', async (parameters) => {
  const context = await prepare(parameters);
  await stage.run(context);
  const { scores, labels } = pixelsByHand(parameters);
  const expected = evaluateScores(scores, labels);
  const { metrics, roc } = (await readPixelMetrics(context.outputFolder))!;
  expect(metrics.auc).toBeCloseTo(expected.auc, 12);
  expect(metrics.averagePrecision).toBeCloseTo(expected.averagePrecision, 12);
  expect(metrics.bestF1.threshold).toBe(expected.bestF1.threshold);
  expect(metrics.pro).toBeGreaterThan(0);
  expect(roc.auc).toBe(metrics.auc);
  expect([roc.fpr[0], roc.tpr[0], roc.ths[0]]).toEqual([0, 0, null]);
  expect([roc.fpr.at(-1), roc.tpr.at(-1)]).toEqual([1, 1]);
  expect(context.reports.at(-1)).toEqual([3, 3, { 'pixel AUC': metrics.auc, PRO: metrics.pro }]);
});

test.each([
  ['ground-truth maps', { hasMaps: false }],
  ['anomalous pixels', { maps: mapSides.map((side) => new Uint8Array(side ** 2)) }],
])('a test set without %s gives no figures', async (_, options) => {
  const context = await prepare({ gaussStd: null, nominalLabel: 0 }, options);
  await stage.run(context);
  expect(await readdir(context.outputFolder)).toEqual([]);
  expect(await readPixelMetrics(context.outputFolder)).toBeUndefined();
});

test('anomaly maps of other images are refused', async () => {
  const context = await prepare({ gaussStd: null, nominalLabel: 0 });
  await writeScores(context.inputs.evaluation![0]!.folder, 'test', {
    scores: Float32Array.of(0),
    labels: Uint8Array.of(0),
    maps: { height: 7, width: 7, values: anomalyMaps.slice(0, 49), smoothing },
  });
  await expect(stage.run(context)).rejects.toThrow('3 test images have 1 anomaly maps.');
  await expect(stage.run(context)).rejects.toThrow(UserError);
});

test('a stopped run compares no more maps', async () => {
  const signal = AbortSignal.abort(new CancelledError());
  await expect(stage.run(await prepare({ gaussStd: null, nominalLabel: 0 }, { signal }))).rejects.toThrow(
    CancelledError,
  );
});

test('figures are the same whatever the process has compared before', async () => {
  const evaluate = async (parameters: Parameters) => {
    const context = await prepare(parameters);
    await stage.run(context);
    return readPixelMetrics(context.outputFolder);
  };
  const parameters = { gaussStd: 2, nominalLabel: 0 } as const;
  const first = await evaluate(parameters);
  expect(await evaluate({ gaussStd: null, nominalLabel: 1 })).not.toEqual(first);
  expect(await evaluate(parameters)).toEqual(first);
});
