import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDataSetDescription, summarizeDetectors, writeSummary } from '@fcdd/records';
import parameters from '@fcdd/schemas/stages/summary.schema.json' with { type: 'json' };
import { type StageContext, defineStage, oneInput } from '@fcdd/stage';
import { readDetectorFigures } from './detector-figures.ts';
import { summaryTable } from './table.ts';

export interface SummaryParameters {
  /** Name of the experiment. */
  experiment: string;
  /** Objective of its own detectors. */
  objective: string;
}

export const stage = defineStage<SummaryParameters>({
  name: 'summary',
  description: 'Sums up the figures of all detectors of an experiment, and of its baselines',
  role: 'summarizes',
  costsLittle: true,
  parameters,
  inputs: {
    dataset: { description: 'The prepared data set' },
    evaluation: { description: "Each detector's figures", many: true },
    pixels: { description: "Each detector's figures per pixel", many: true, optional: true },
    baselineEvaluation: { description: "Each baseline detector's figures", many: true, optional: true },
    baselinePixels: { description: 'The same per pixel', many: true, optional: true },
  },
  outputs: {
    'summary.json': 'AUC and other figures by objective, class and seed, with means and deviations',
    'summary.csv': 'The same figures, a row for each objective, class and seed',
  },
  resources: { threads: 'one', memory: 500 },
  reusesProcess: true,
  run: sumUp,
});

async function sumUp(context: StageContext<SummaryParameters>): Promise<void> {
  const { parameters, inputs, outputFolder, progress } = context;
  const { evaluation = [], pixels = [], baselineEvaluation = [], baselinePixels = [] } = inputs;
  const { name, classes } = await readDataSetDescription(oneInput(context, 'dataset').folder);
  const own = await readDetectorFigures(evaluation, pixels);
  const ofBaselines = await readDetectorFigures(baselineEvaluation, baselinePixels);
  const objectives = [...new Set(ofBaselines.map(({ baseline }) => baseline))];
  const summary = {
    experiment: parameters.experiment,
    dataSet: name,
    ...summarizeDetectors(parameters.objective, own, classes),
    baselines: objectives.map((objective) => {
      const detectors = ofBaselines.filter(({ baseline }) => baseline === objective);
      return summarizeDetectors(String(objective), detectors, classes);
    }),
  };
  await writeSummary(outputFolder, summary);
  await writeFile(join(outputFolder, 'summary.csv'), summaryTable(summary));
  progress(1, 1, { 'mean AUC': summary.meanAuc });
}
