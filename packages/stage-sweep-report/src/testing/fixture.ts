import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { summarizeDetectors, writeSummary } from '@fcdd/records';
import { testContext } from '@fcdd/stage/testing';
import { onTestFinished } from 'vitest';
import { stage } from '../stage.ts';
import type { EvaluatedSweep, Metric, Rung, Variant } from '../sweep.ts';

export interface Fixture {
  experiment?: string;
  metric?: Metric;
  parameters: string[];
  variants: FixtureVariant[];
  rungs?: Rung[];
  /** The experiment that best.yaml is made from. */
  given?: Record<string, unknown>;
  /** Paths of files, by digest. */
  files?: Record<string, string>;
}

export interface FixtureVariant extends Omit<Variant, 'files'> {
  files?: Variant['files'];
  /** AUC of each seed, by class. */
  aucs: number[][];
}

export interface Written {
  folder: string;
  html: string;
  sweep: EvaluatedSweep;
  /** Cells of the CSV, row by row. */
  table: string[][];
  best: string;
}

/** Runs the stage on variants, in a folder that the end of the test removes. Of the figures, only PRO is known: half the AUC. */
export async function runSweepReport(fixture: Fixture): Promise<Written> {
  const { experiment = 'mine', metric = 'auc', parameters: paths, variants, rungs = [] } = fixture;
  const root = await mkdtemp(join(tmpdir(), 'fcdd-sweep-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const summaries = [];
  for (const [index, { aucs }] of variants.entries()) {
    const folder = join(root, `summary-${index}`);
    await mkdir(folder);
    await writeVariant(folder, experiment, aucs);
    summaries.push({ stage: 'summary', matrix: {}, folder });
  }
  const parameters = {
    metric,
    parameters: paths,
    variants: variants.map(({ aucs: _, ...variant }) => ({ files: {}, ...variant })),
    rungs,
    experiment: fixture.given ?? {},
  };
  const settings = { dataFolder: root, offline: true, files: fixture.files ?? {} };
  await stage.run(testContext('sweep-report', root, { parameters, inputs: { summaries }, settings }));
  const read = (name: string) => readFile(join(root, name), 'utf8');
  return {
    folder: root,
    html: await read('report.html'),
    sweep: JSON.parse(await read('sweep.json')),
    table: (await read('sweep.csv'))
      .trimEnd()
      .split('\r\n')
      .map((row) => row.split(',')),
    best: await read('best.yaml'),
  };
}

async function writeVariant(folder: string, experiment: string, aucs: number[][]): Promise<void> {
  const unknown = { averagePrecision: null, bestF1: null, pixelAuc: null, pixelAveragePrecision: null };
  const detectors = aucs.flatMap((seeds, index) =>
    seeds.map((auc, seed) => ({ class: index, seed, auc, figures: { ...unknown, pro: auc / 2 } })),
  );
  const names = aucs.map((_, index) => `class ${index}`);
  await writeSummary(folder, {
    experiment,
    dataSet: 'fmnist',
    ...summarizeDetectors('fcdd', detectors, names),
    baselines: [],
  });
}
