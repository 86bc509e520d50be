import { expect, test } from 'vitest';
import { meanCurve } from './mean-curve.ts';

const perfect = { fpr: [0, 0, 1], tpr: [0, 1, 1] };
const chance = { fpr: [0, 1], tpr: [0, 1] };

test('the mean curve averages true-positive rates at equal false-positive rates', () => {
  const { fpr, tpr } = meanCurve([perfect, chance], 5);
  expect([...fpr]).toEqual([0, 0, 0.25, 0.5, 0.75, 1]);
  expect([...tpr]).toEqual([0, 0.5, 0.625, 0.75, 0.875, 1]);
});

test('the mean curve of one curve takes the upper end of its vertical steps', () => {
  const { tpr } = meanCurve([{ fpr: [0, 0, 0.5, 0.5, 1], tpr: [0, 0.5, 0.5, 1, 1] }], 5);
  expect([...tpr]).toEqual([0, 0.5, 0.5, 1, 1, 1]);
});
