import { createRandom } from '@fcdd/random';
import { expect, test } from 'vitest';
import { balanceLabels } from './label-balance.ts';

const labels = [0, 1, 1, 0, 1, 1, 1, 1];

test('balanced labels are equally frequent, in the order of the samples', () => {
  const kept = balanceLabels(labels, createRandom('balance'));
  expect(kept.filter((i) => labels[i] === 0)).toEqual([0, 3]);
  expect(kept.filter((i) => labels[i] === 1)).toHaveLength(2);
  expect(kept).toEqual([...kept].sort((a, b) => a - b));
});

test('the choice of samples depends on the random source alone', () => {
  const draw = (seed: number) => balanceLabels(labels, createRandom(seed)).join();
  expect(draw(1)).toBe(draw(1));
  expect(new Set(Array.from({ length: 20 }, (_, seed) => draw(seed))).size).toBeGreaterThan(5);
});

test('a single label keeps all samples', () => {
  expect(balanceLabels([1, 1, 1], createRandom())).toEqual([0, 1, 2]);
});
