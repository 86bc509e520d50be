import { expect, test } from 'vitest';
import { evaluateRoc } from './roc.ts';

const scored = { scores: Float32Array.of(1, 4, 3, 8), labels: Uint8Array.of(0, 0, 1, 1) };

test('the record has the curve, its area, and null as the threshold above every score', () => {
  expect(evaluateRoc(scored)).toEqual({
    auc: 0.75,
    fpr: [0, 0, 0.5, 0.5, 1],
    tpr: [0, 0.5, 0.5, 1, 1],
    ths: [null, 8, 4, 3, 1],
  });
});
