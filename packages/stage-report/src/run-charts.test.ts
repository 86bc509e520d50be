import type { EpochRecord } from '@fcdd/records';
import { expect, test } from 'vitest';
import { runCharts } from './run-charts.ts';

const roc = { auc: 0.75, fpr: [0, 0, 0.5, 0.5, 1], tpr: [0, 0.5, 0.5, 1, 1], ths: [null, 8, 4, 3, 1] };

const history = (lossAnomalous: number | null): EpochRecord[] =>
  [0, 1, 2, 3].map((epoch) => ({
    epoch,
    learningRate: 0.1,
    loss: 10 + epoch,
    lossNominal: 10 + epoch,
    lossAnomalous,
  }));

const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);

test('each loss has a curve over the epochs, counted from 1', () => {
  const charts = runCharts({ history: history(12), roc });
  expect(Object.keys(charts).sort()).toEqual([
    'err.svg',
    'err_anomalous.svg',
    'err_normal.svg',
    'roc_curve.svg',
  ]);
  const texts = textsOf(charts['err.svg']!);
  expect(texts).toContain('Training loss');
  expect(texts).toContain('4');
  expect(texts).not.toContain('0');
});

test('a loss without samples has no curve', () => {
  expect(Object.keys(runCharts({ history: history(null), roc }))).not.toContain('err_anomalous.svg');
});

test('the ROC curve shows the area under it', () => {
  expect(textsOf(runCharts({ history: [], roc })['roc_curve.svg']!)).toContain('AUC: 0.750');
});
