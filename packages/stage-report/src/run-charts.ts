import { lineChart } from '@fcdd/charts';
import type { EpochRecord } from '@fcdd/records';
import type { RunResults } from './experiment-results.ts';
import { runRocChart } from './roc-charts.ts';

/** Losses: their name in a record, the file of their curve (named as in the original code), and its title. */
const curves = [
  { loss: 'loss', file: 'err.svg', title: 'Training loss' },
  { loss: 'lossNominal', file: 'err_normal.svg', title: 'Training loss of nominal samples' },
  { loss: 'lossAnomalous', file: 'err_anomalous.svg', title: 'Training loss of anomalous samples' },
] as const;

/** Draws the charts of one run, by file name. Long stages draw none, so that a new colour does not repeat a training. */
export function runCharts({
  history,
  roc,
  pixels,
}: Pick<RunResults, 'history' | 'roc' | 'pixels'>): Record<string, string> {
  return {
    ...learningCurves(history),
    'roc_curve.svg': runRocChart(roc),
    ...(pixels && { 'gtmap_roc_curve.svg': runRocChart(pixels.roc, 'ROC curve per pixel') }),
  };
}

/** Draws each loss over the epochs; a loss without samples has no chart. */
function learningCurves(history: EpochRecord[]): Record<string, string> {
  const charts = curves.map(({ loss, file, title }) => {
    const points = history.map((record) => [record.epoch + 1, record[loss]] as const);
    const lines = [{ label: 'mean over the epoch', points }];
    const isEmpty = points.every(([, value]) => value === null);
    return isEmpty ? [] : [file, lineChart({ title, xLabel: 'Epoch', yLabel: 'Loss', lines })];
  });
  return Object.fromEntries(charts.filter((chart) => chart.length > 0)) as Record<string, string>;
}
