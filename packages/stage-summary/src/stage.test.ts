import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError, UserError } from '@fcdd/errors';
import { PixelEvaluator, evaluateScores } from '@fcdd/metrics';
import { type Summary, readSummary, writeImageMetrics, writeJson, writePixelMetrics } from '@fcdd/records';
import type { StageInput } from '@fcdd/stage';
import { testContext } from '@fcdd/stage/testing';
import { expect, onTestFinished, test } from 'vitest';
import { stage } from './stage.ts';

type Inputs = Record<string, StageInput[]>;

/** Scores of two nominal and two anomalous images, by the AUC that they give. */
const scoresOf = { 1: [0, 1, 2, 3], 0.75: [0, 2, 1, 3], 0.5: [0, 3, 1, 2] };

interface Measured {
  class: number;
  seed: number;
  detector?: string;
  auc: keyof typeof scoresOf;
  hasMaps?: boolean;
}

test('the summary has means over classes, deviations over seeds, and counts', async () => {
  const { summary } = await sumUp([
    { class: 0, seed: 0, auc: 1 },
    { class: 0, seed: 1, auc: 0.5 },
    { class: 2, seed: 0, auc: 0.75 },
    { class: 2, seed: 1, auc: 0.75 },
  ]);
  expect(summary).toMatchObject({
    experiment: 'mine',
    dataSet: 'fmnist',
    objective: 'fcdd',
    meanAuc: 0.75,
    figures: { averagePrecision: 0.8125, bestF1: 0.85, pixelAuc: null, pro: null },
    counts: { classes: 2, seeds: 2, runs: 4 },
    seeds: [
      { seed: 0, auc: 0.875 },
      { seed: 1, auc: 0.625 },
    ],
    baselines: [],
  });
  expect(summary.classes).toMatchObject([
    { index: 0, name: 'shirt', meanAuc: 0.75, standardDeviation: 0.353553, aucs: [{ seed: 0, auc: 1 }, { seed: 1, auc: 0.5, averagePrecision: 0.583333, bestF1: 0.8 }] }, // prettier-ignore
    { index: 2, name: 'bag', meanAuc: 0.75, standardDeviation: 0 },
  ]);
});

test('a single seed has no deviation', async () => {
  const { summary } = await sumUp([{ class: 0, seed: 0, auc: 1 }]);
  expect(summary.classes[0]!.standardDeviation).toBeNull();
});

test('classes with ground-truth maps have figures per pixel, others have gaps', async () => {
  const { summary, table } = await sumUp([
    { class: 0, seed: 0, auc: 1 },
    { class: 1, seed: 0, auc: 1, hasMaps: true },
  ]);
  const perPixel = { pixelAuc: 0.5, pixelAveragePrecision: 0.75, pro: 0.5 };
  expect(summary).toMatchObject({
    figures: perPixel,
    classes: [{ figures: { pixelAuc: null } }, { figures: perPixel, aucs: [perPixel] }],
  });
  expect(table.map((row) => row.slice(-3))).toEqual([
    ['pixel_auc', 'pixel_average_precision', 'pro'],
    ['', '', ''],
    ['0.5', '0.75', '0.5'],
  ]);
});

test('baselines are summed up by themselves, in the order that they come in', async () => {
  const { summary, table } = await sumUp(
    [{ class: 0, seed: 0, auc: 1 }],
    [
      { class: 0, seed: 0, detector: 'hsc', auc: 0.75, hasMaps: true },
      { class: 0, seed: 0, detector: 'ae', auc: 0.5 },
    ],
  );
  expect(summary.meanAuc).toBe(1);
  expect(summary.baselines).toMatchObject([
    { objective: 'hsc', meanAuc: 0.75, figures: { pixelAuc: 0.5 }, counts: { runs: 1 } },
    { objective: 'ae', meanAuc: 0.5, figures: { pixelAuc: null } },
  ]);
  expect(table.map((row) => row.slice(0, 6))).toEqual([
    ['objective', 'class', 'index', 'seed', 'auc', 'average_precision'],
    ['fcdd', 'shirt', '0', '0', '1', '1'],
    ['hsc', 'shirt', '0', '0', '0.75', '0.833333'],
    ['ae', 'shirt', '0', '0', '0.5', '0.583333'],
  ]);
});

test('the result does not depend on the order of the inputs', async () => {
  const measured: Measured[] = [
    { class: 0, seed: 0, auc: 1 },
    { class: 0, seed: 1, auc: 0.5, hasMaps: true },
    { class: 1, seed: 0, auc: 0.75 },
  ];
  expect(await sumUp(measured.toReversed())).toEqual(await sumUp(measured));
});

test('a class whose name is a formula is not computed by a spreadsheet', async () => {
  const { table } = await sumUp([{ class: 3, seed: 0, auc: 1 }]);
  expect(table[1]).toContain("'=1+1");
});

test('inputs without class and seed are refused', async () => {
  const inputs = await writeInputs([{ class: 0, seed: 0, auc: 1 }]);
  inputs.evaluation![0]!.matrix = { seed: 0 };
  await expect(run(inputs)).rejects.toThrow(UserError);
});

test('an evaluation without its figures is refused', async () => {
  const inputs = await writeInputs([{ class: 0, seed: 0, auc: 1 }]);
  await rm(join(inputs.evaluation![0]!.folder, 'metrics.json'));
  await expect(run(inputs)).rejects.toThrow(DataError);
});

async function sumUp(
  own: Measured[],
  baselines: Measured[] = [],
): Promise<{ summary: Summary; table: string[][] }> {
  const folder = await run(await writeInputs([...own, ...baselines]));
  const csv = await readFile(join(folder, 'summary.csv'), 'utf8');
  const rows = csv.trimEnd().split('\r\n');
  return { summary: await readSummary(folder), table: rows.map((row) => row.split(',')) };
}

async function run(inputs: Inputs): Promise<string> {
  const outputFolder = await temporaryFolder();
  const parameters = { experiment: 'mine', detector: 'fcdd' };
  await stage.run(testContext('summary', outputFolder, { parameters, inputs, outputFolder }));
  return outputFolder;
}

async function writeInputs(all: Measured[]): Promise<Inputs> {
  const root = await temporaryFolder();
  await writeJson(join(root, 'dataset.json'), { name: 'fmnist', classes: ['shirt', 'shoe', 'bag', '=1+1'] });
  return {
    dataset: [{ stage: 'dataset', matrix: {}, folder: root }],
    evaluation: await Promise.all(all.map((measured) => writeEvaluation(root, measured))),
    pixels: await writePixels(root, all),
  };
}

async function writeEvaluation(root: string, measured: Measured): Promise<StageInput> {
  const input = await newInput(root, 'evaluate', measured);
  await writeImageMetrics(input.folder, evaluateScores(scoresOf[measured.auc], [0, 0, 1, 1]));
  return input;
}

/** Writes the evaluation of one map with two neighbouring anomalous pixels, one of which has the highest score. */
async function writePixels(root: string, all: Measured[]): Promise<StageInput[]> {
  const evaluator = new PixelEvaluator();
  const heatmap = { height: 1, width: 4, values: Float32Array.of(4, 1, 2, 3) };
  evaluator.add(heatmap, { height: 1, width: 4, values: Uint8Array.of(1, 1, 0, 0) });
  const evaluation = evaluator.result();
  const mapped = all.filter(({ hasMaps }) => hasMaps);
  return Promise.all(
    mapped.map(async (measured) => {
      const input = await newInput(root, 'pixels', measured);
      await writePixelMetrics(input.folder, evaluation);
      return input;
    }),
  );
}

async function newInput(
  root: string,
  stage: string,
  { class: index, seed, detector }: Measured,
): Promise<StageInput> {
  const matrix = { class: index, seed, ...(detector && { detector }) };
  const folder = join(root, [stage, ...Object.values(matrix)].join('_'));
  await mkdir(folder);
  return { stage, matrix, folder };
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-summary-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}
