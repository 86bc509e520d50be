import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DetectorSummary, type Figures, summarizeDetectors, writeSummary } from '@fcdd/records';
import { testContext } from '@fcdd/stage/testing';
import { onTestFinished } from 'vitest';
import type { Comparison } from '../compare.ts';
import { stage } from '../stage.ts';

export interface Fixture {
  name: string;
  dataSet?: string;
  /** AUC of each seed, by class. */
  aucs: Record<string, number[]>;
  baselines?: { objective: string; aucs: Fixture['aucs'] }[];
  facts?: Record<string, string>;
  detectorFacts?: Record<string, Record<string, string>>;
  description?: string;
  figures?: Partial<Figures>;
}

export interface Written {
  folder: string;
  /** The page, with its escaped equals signs decoded. */
  html: string;
  comparison: Comparison;
  /** Cells of the CSV, row by row. */
  table: string[][];
}

/** Runs the stage on experiments, in a folder that the end of the test removes. */
export async function runComparison(...experiments: Fixture[]): Promise<Written> {
  const root = await mkdtemp(join(tmpdir(), 'fcdd-comparison-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const summaries = experiments.map((_, index) => join(root, String(index)));
  for (const [index, experiment] of experiments.entries()) await writeFixture(summaries[index]!, experiment);
  const parameters = {
    experiments: experiments.map(({ name, description = '', facts = {}, detectorFacts }) => ({
      name,
      description,
      facts,
      detectorFacts,
    })),
  };
  const inputs = { summaries: summaries.map((folder) => ({ stage: 'summary', matrix: {}, folder })) };
  await stage.run(testContext('comparison', root, { parameters, inputs }));
  const read = (name: string) => readFile(join(root, name), 'utf8');
  return {
    folder: root,
    html: (await read('report.html')).replaceAll('&#x3D;', '='),
    comparison: JSON.parse(await read('comparison.json')),
    table: (await read('comparison.csv'))
      .trimEnd()
      .split('\r\n')
      .map((row) => row.split(',')),
  };
}

async function writeFixture(folder: string, fixture: Fixture): Promise<void> {
  const { name, dataSet = 'fmnist', aucs, baselines = [], figures = {} } = fixture;
  await mkdir(folder);
  await writeSummary(folder, {
    experiment: name,
    dataSet,
    ...summaryOf('fcdd', aucs, figures),
    baselines: baselines.map(({ objective, aucs }) => summaryOf(objective, aucs, figures)),
  });
}

function summaryOf(objective: string, aucs: Fixture['aucs'], figures: Partial<Figures>): DetectorSummary {
  const unknown = {
    averagePrecision: null,
    bestF1: null,
    pixelAuc: null,
    pixelAveragePrecision: null,
    pro: null,
  };
  const detectors = Object.values(aucs).flatMap((seeds, index) =>
    seeds.map((auc, seed) => ({ class: index, seed, auc, figures: { ...unknown, ...figures } })),
  );
  return summarizeDetectors(objective, detectors, Object.keys(aucs));
}
