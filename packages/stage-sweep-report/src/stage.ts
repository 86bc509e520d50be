import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSummary, writeJson } from '@fcdd/records';
import parameters from '@fcdd/schemas/stages/sweep-report.schema.json' with { type: 'json' };
import type { SweepReportParameters } from '@fcdd/schemas/types';
import { type StageContext, defineStage, pathOfDigest } from '@fcdd/stage';
import { bestExperiment } from './best-experiment.ts';
import { createPage } from './page.ts';
import { evaluateSweep } from './sweep.ts';
import { sweepTable } from './table.ts';

export const stage = defineStage<SweepReportParameters>({
  name: 'sweep-report',
  description: 'Compares the variants of a sweep, and shows the effect of each swept parameter',
  role: 'reports',
  costsLittle: true,
  parameters,
  inputs: { summaries: { description: 'The figures of each variant', many: true } },
  outputs: {
    'report.html': 'Everything on one page, which needs no other files',
    'sweep.json':
      'Variants from the best to the worst, effects of swept parameters, rungs of successive halving',
    'sweep.csv': 'The variants, one in each row',
    'best.yaml': 'The best variant as an experiment file',
  },
  resources: { threads: 'one', memory: 500 },
  reusesProcess: true,
  run: writeSweepReport,
});

async function writeSweepReport(context: StageContext<SweepReportParameters>): Promise<void> {
  const { parameters, inputs, outputFolder, settings, progress } = context;
  const summaries = [];
  for (const { folder } of inputs.summaries ?? []) summaries.push(await readSummary(folder));
  const sweep = evaluateSweep(parameters, summaries);
  const write = (name: string, text: string) => writeFile(join(outputFolder, name), text);
  await writeJson(join(outputFolder, 'sweep.json'), sweep);
  await write('sweep.csv', sweepTable(sweep));
  await write(
    'best.yaml',
    bestExperiment(sweep, parameters.experiment, (digest) => pathOfDigest(digest, settings)),
  );
  await write('report.html', createPage(sweep));
  progress(1, 1, { [`best ${sweep.heading}`]: sweep.variants[0]!.mean });
}
