import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSummary, writeJson } from '@fcdd/records';
import parameters from '@fcdd/schemas/stages/comparison.schema.json' with { type: 'json' };
import type { ComparisonParameters } from '@fcdd/schemas/types';
import { type StageContext, defineStage } from '@fcdd/stage';
import { compare } from './compare.ts';
import { createPage } from './page.ts';
import { subjectsOf } from './subjects.ts';
import { comparisonTable } from './table.ts';

/** Name, description and facts of an experiment. */
export type DescribedExperiment = ComparisonParameters['experiments'][number];

export const stage = defineStage<ComparisonParameters>({
  name: 'comparison',
  description: 'Compares experiments class by class, or an experiment with its baselines',
  role: 'reports',
  costsLittle: true,
  parameters,
  inputs: { summaries: { description: 'The figures of each experiment', many: true } },
  outputs: {
    'report.html': 'Everything on one page, which needs no other files',
    'comparison.json': 'Figures by class with deviations, differences and tests',
    'comparison.csv': 'Figures, a row for each class and each compared experiment or objective',
  },
  resources: { threads: 'one', memory: 500 },
  reusesProcess: true,
  run: writeComparison,
});

async function writeComparison(context: StageContext<ComparisonParameters>): Promise<void> {
  const { experiments } = context.parameters;
  const summaries = [];
  for (const { folder } of context.inputs.summaries ?? []) summaries.push(await readSummary(folder));
  const comparison = compare(subjectsOf(experiments, summaries));
  const write = (name: string, text: string) => writeFile(join(context.outputFolder, name), text);
  await writeJson(join(context.outputFolder, 'comparison.json'), comparison);
  await write('comparison.csv', comparisonTable(comparison));
  await write('report.html', createPage(comparison, experiments));
  context.progress(1, 1);
}
