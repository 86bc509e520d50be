import { UserError } from '@fcdd/errors';
import { describe, expect, test } from 'vitest';
import golden from './golden/roc.json' with { type: 'json' };
import { areaUnderCurve, rocCurve } from './roc-curve.ts';

describe('ROC curve', () => {
  test.each(golden)('agrees with scikit-learn on $points points', ({ scores, labels, auc, points }) => {
    const { fpr, tpr } = rocCurve(scores, labels);
    expect(areaUnderCurve(fpr, tpr)).toBeCloseTo(auc, 12);
    expect(fpr).toHaveLength(points);
  });

  test('starts above every score and steps at each distinct score', () => {
    const { fpr, tpr, thresholds } = rocCurve([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);
    expect([...fpr]).toEqual([0, 0, 0.5, 0.5, 1]);
    expect([...tpr]).toEqual([0, 0.5, 0.5, 1, 1]);
    expect([...thresholds]).toEqual([Infinity, 0.8, 0.4, 0.35, 0.1]);
  });

  test('gives equal scores one point, whatever their order', () => {
    const { fpr, tpr } = rocCurve([1, 1, 1, 1], [0, 1, 1, 0]);
    expect([...fpr]).toEqual([0, 1]);
    expect([...tpr]).toEqual([0, 1]);
  });

  test('leaves out points in straight parts of the curve', () => {
    const { thresholds } = rocCurve([6, 5, 4, 3, 2, 1], [1, 1, 1, 0, 0, 0]);
    expect([...thresholds]).toEqual([Infinity, 6, 4, 1]);
  });

  test('refuses samples of one label', () => {
    expect(() => rocCurve([1, 2], [0, 0])).toThrow(UserError);
    expect(() => rocCurve([1, 2], [1, 1])).toThrow('the same label');
    expect(() => rocCurve([], [])).toThrow(UserError);
  });

  test('refuses scores that are not numbers', () => {
    expect(() => rocCurve([1, NaN], [0, 1])).toThrow('The score of sample 1 is not a number.');
  });
});
