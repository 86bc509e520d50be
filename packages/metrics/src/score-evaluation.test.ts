import { expect, test } from 'vitest';
import golden from './golden/precision-recall.json' with { type: 'json' };
import samples from './golden/roc.json' with { type: 'json' };
import { areaUnderCurve, rocCurve } from './roc-curve.ts';
import { evaluateScores } from './score-evaluation.ts';

test.each(samples.map((sample, index) => ({ ...sample, ...golden[index]! })))(
  'figures of $points points agree with scikit-learn',
  ({ scores, labels, ...expected }) => {
    const { auc, averagePrecision, bestF1 } = evaluateScores(scores, labels);
    expect(auc).toBeCloseTo(expected.auc, 12);
    expect(averagePrecision).toBeCloseTo(expected.averagePrecision, 12);
    expect(bestF1.f1).toBeCloseTo(expected.bestF1.f1, 12);
    expect(bestF1.threshold).toBe(expected.bestF1.threshold);
  },
);

test('the curve of precision over recall has a point at each distinct score', () => {
  const { precisionRecall } = evaluateScores([0.9, 0.8, 0.8, 0.1], [1, 0, 1, 0]);
  expect(precisionRecall).toEqual([
    { x: 0, y: 1, threshold: Infinity },
    { x: 0.5, y: 1, threshold: 0.9 },
    { x: 1, y: 2 / 3, threshold: 0.8 },
    { x: 1, y: 0.5, threshold: 0.1 },
  ]);
});

test('the highest of several thresholds with the same F1 is returned', () => {
  expect(evaluateScores([3, 2, 1], [1, 0, 1]).bestF1).toEqual({ f1: 0.8, threshold: 1 });
  expect(evaluateScores([4, 3, 2, 1], [1, 0, 0, 1]).bestF1).toEqual({ f1: 2 / 3, threshold: 4 });
});

test('the area equals that of the ROC curve, for both labels', () => {
  const scores = Float32Array.from({ length: 50 }, (_, i) => (i * 7) % 13);
  const labels = scores.map((_, i) => ((i * i) % 7 < 3 ? 1 : 0));
  const { fpr, tpr } = rocCurve(scores, labels);
  expect(evaluateScores(scores, labels).auc).toBeCloseTo(areaUnderCurve(fpr, tpr), 12);
});
