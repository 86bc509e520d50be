import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { PixelEvaluator, evaluateScores } from '@fcdd/metrics';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { readImageMetrics, readPixelMetrics, writeImageMetrics, writePixelMetrics } from './metrics.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fcdd-metrics-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

const readFileOf = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(folder, name), 'utf8'));

test('figures of images are read as written; their curve has null as the threshold above every score', async () => {
  await writeImageMetrics(folder, evaluateScores([3, 2, 1], [1, 0, 1]));
  expect(await readImageMetrics(folder)).toEqual({
    auc: 0.5,
    averagePrecision: expect.closeTo(5 / 6, 12),
    bestF1: { f1: 0.8, threshold: 1 },
  });
  expect(await readFileOf('prc.json')).toEqual({
    recall: [0, 0.5, 0.5, 1],
    precision: [1, 1, 0.5, 2 / 3],
    ths: [null, 3, 2, 1],
  });
});

test('figures of pixels are read as written with their curves, ROC under the keys of the original code', async () => {
  const evaluator = new PixelEvaluator();
  const size = { height: 1, width: 2 };
  evaluator.add({ ...size, values: Float32Array.of(2, 1) }, { ...size, values: Uint8Array.of(1, 0) });
  await writePixelMetrics(folder, evaluator.result());
  const roc = { auc: 1, fpr: [0, 0, 1], tpr: [0, 1, 1], ths: [null, 2, 1] };
  expect(await readPixelMetrics(folder)).toEqual({
    metrics: { auc: 1, averagePrecision: 1, bestF1: { f1: 1, threshold: 2 }, pro: 1 },
    roc,
    precisionRecall: await readFileOf('gtmap_prc.json'),
    overlap: await readFileOf('gtmap_pro.json'),
  });
  expect(await readFileOf('gtmap_roc.json')).toEqual(roc);
  expect(await readFileOf('gtmap_pro.json')).toEqual({
    fpr: [0, 0, 1],
    overlap: [0, 1, 1],
    ths: [null, 2, 1],
  });
});

test('figures of pixels may be missing; missing figures of images and damaged files are errors', async () => {
  expect(await readPixelMetrics(folder)).toBeUndefined();
  await expect(readImageMetrics(folder)).rejects.toThrow(DataError);
  await writeFile(join(folder, 'gtmap_metrics.json'), '{');
  await expect(readPixelMetrics(folder)).rejects.toThrow(DataError);
});
