import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeJson } from '@fcdd/records';
import parameters from '@fcdd/schemas/stages/report.schema.json' with { type: 'json' };
import { defineStage } from '@fcdd/stage';
import { readResults } from './experiment-results.ts';
import { createPage } from './page.ts';
import { classPixelRocChart, classRocChart, experimentRocChart } from './roc-charts.ts';
import { runCharts } from './run-charts.ts';
import { summarize, toCsv } from './summary.ts';

export interface ReportParameters {
  /** The experiment as resolved. */
  experiment: Record<string, unknown>;
}

export const stage = defineStage<ReportParameters>({
  name: 'report',
  description: 'Writes what an experiment found: one HTML page, its figures as JSON and CSV, its ROC curves',
  parameters,
  inputs: {
    dataset: { description: 'The data set, as the dataset stage prepared it' },
    training: { description: 'Each trained detector', many: true },
    evaluation: { description: "Each detector's ROC curve", many: true },
    pixels: { description: "Each detector's figures per pixel", many: true, optional: true },
    heatmaps: { description: "Each detector's pictures", many: true, optional: true },
  },
  outputs: {
    'report.html': 'Everything on one page, without other files',
    'summary.json': 'AUC and other figures by class and seed, with means and deviations',
    'summary.csv': 'The same by class and seed, a row each',
    'roc_curve.svg': 'ROC curve of each class, and their mean',
    'normal_<class>/roc_curve.svg': 'ROC curves of all seeds of a class, and their mean',
    'normal_<class>/gtmap_roc_curve.svg': 'The same per pixel, where there are ground-truth maps',
    'normal_<class>/it_<seed>/roc_curve.svg': 'ROC curve of one run',
    'normal_<class>/it_<seed>/gtmap_roc_curve.svg': 'The same per pixel, where there are ground-truth maps',
    'normal_<class>/it_<seed>/err.svg': 'Its learning curve',
    'normal_<class>/it_<seed>/err_normal.svg': 'The same of nominal samples',
    'normal_<class>/it_<seed>/err_anomalous.svg': 'The same of anomalous samples, where there are any',
  },
  resources: { threads: 'one', memory: 500 },
  usesProvenance: true,
  async run({ parameters: { experiment }, inputs, outputFolder, provenance, progress }) {
    const results = await readResults(inputs);
    const summary = summarize(results, experiment);
    const write = async (name: string, text: string) => {
      await mkdir(dirname(join(outputFolder, name)), { recursive: true });
      await writeFile(join(outputFolder, name), text);
    };

    await writeJson(join(outputFolder, 'summary.json'), summary);
    await write('summary.csv', toCsv(summary));
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
