import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readSummary } from '@fcdd/records';
import parameters from '@fcdd/schemas/stages/report.schema.json' with { type: 'json' };
import type { ReportParameters } from '@fcdd/schemas/types';
import { type StageContext, defineStage, oneInput } from '@fcdd/stage';
import { readResults } from './experiment-results.ts';
import { createPage } from './page.ts';
import { classPixelRocChart, classRocChart, experimentRocChart } from './roc-charts.ts';
import { runCharts } from './run-charts.ts';

export const stage = defineStage<ReportParameters>({
  name: 'report',
  description: 'Writes the results of an experiment as one HTML page, and its curves',
  role: 'reports',
  costsLittle: true,
  parameters,
  inputs: {
    dataset: { description: 'The prepared data set' },
    training: { description: 'Each trained detector', many: true },
    evaluation: { description: "Each detector's ROC curve", many: true },
    pixels: { description: "Each detector's figures per pixel", many: true, optional: true },
    heatmaps: { description: "Each detector's pictures", many: true, optional: true },
    combined: {
      description: "Each detector's heatmaps above those of its baselines",
      many: true,
      optional: true,
    },
    summary: { description: 'The figures of all detectors' },
  },
  outputs: {
    'report.html': 'Everything on one page, which needs no other files',
    'roc_curve.svg': 'ROC curve of each class, and their mean',
    'normal_<class>/roc_curve.svg': 'ROC curves of all seeds of a class, and their mean',
    'normal_<class>/gtmap_roc_curve.svg': 'The same per pixel, if there are ground-truth maps',
    'normal_<class>/it_<seed>/roc_curve.svg': 'ROC curve of one run',
    'normal_<class>/it_<seed>/gtmap_roc_curve.svg': 'The same per pixel, if there are ground-truth maps',
    'normal_<class>/it_<seed>/err.svg': 'Learning curve of the run',
    'normal_<class>/it_<seed>/err_normal.svg': 'The same for nominal samples',
    'normal_<class>/it_<seed>/err_anomalous.svg': 'The same for anomalous samples, if there are any',
  },
  resources: { threads: 'one', memory: 500 },
  usesProvenance: true,
  usesResultFolders: true,
  async run(context: StageContext<ReportParameters>) {
    const { parameters: { experiment }, inputs, outputFolder, provenance, progress } = context; // prettier-ignore
    const results = await readResults(inputs);
    const summary = await readSummary(oneInput(context, 'summary').folder);
    const write = async (name: string, text: string) => {
      await mkdir(dirname(join(outputFolder, name)), { recursive: true });
      await writeFile(join(outputFolder, name), text);
    };

    await write('roc_curve.svg', experimentRocChart(results, summary));
    for (const [index, result] of results.classes.entries()) {
      await write(join(result.folder, 'roc_curve.svg'), classRocChart(result, summary.classes[index]!));
      const pixelChart = classPixelRocChart(result, summary.classes[index]!);
      if (pixelChart) await write(join(result.folder, 'gtmap_roc_curve.svg'), pixelChart);
      for (const run of result.runs)
        for (const [file, chart] of Object.entries(runCharts(run)))
          await write(join(run.folder, file), chart);
    }
    await write('report.html', createPage({ experiment, results, summary, provenance }));
    progress(1, 1, { 'mean AUC': summary.meanAuc });
  },
});
