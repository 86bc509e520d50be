import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@fcdd/errors';
import {
  type DetectorFigures,
  readDataSetDescription,
  summarizeDetectors,
  writeSummary,
} from '@fcdd/records';
import parameters from '@fcdd/schemas/stages/summary.schema.json' with { type: 'json' };
import type { SummaryParameters } from '@fcdd/schemas/types';
import { type StageContext, defineStage, oneInput } from '@fcdd/stage';
import { readDetectorFigures } from './detector-figures.ts';
import { summaryTable } from './table.ts';

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
  const { experiment, detector: ownLabel } = parameters;
  const { name, classes } = await readDataSetDescription(oneInput(context, 'dataset').folder);
  const detectors = await readDetectorFigures(inputs.evaluation ?? [], inputs.pixels ?? []);
  const labelled = new Map<string, DetectorFigures[]>();
  for (const { label = ownLabel, ...figures } of detectors)
    labelled.set(label, [...(labelled.get(label) ?? []), figures]);
  const own = labelled.get(ownLabel);
  if (!own) throw new UserError(`No detector of the experiment is called '${ownLabel}'.`);
  labelled.delete(ownLabel);
  const summary = {
    experiment,
    dataSet: name,
    ...summarizeDetectors(ownLabel, own, classes),
    baselines: [...labelled].map(([label, figures]) => summarizeDetectors(label, figures, classes)),
  };
  await writeSummary(outputFolder, summary);
  await writeFile(join(outputFolder, 'summary.csv'), summaryTable(summary));
  progress(1, 1, { 'mean AUC': summary.meanAuc });
}
