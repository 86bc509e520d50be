import { expect, test } from 'vitest';
import { chooseBest, keptOf } from './choose-best.ts';

const variants = [0.5, 0.9, 0.7, 0.9, 0.1].map((value, index) => ({ name: `v0${index + 1}`, value }));

test('the best share goes on, in the order of the sweep', () => {
  expect(chooseBest(2, variants, 0.6)).toEqual({ epochs: 2, variants, kept: ['v02', 'v03', 'v04'] });
});

test('of equal ones the first goes on', () => {
  expect(chooseBest(2, variants, 0.2).kept).toEqual(['v02']);
});

test.each([
  [12, 0.34, 5],
  [5, 0.34, 2],
  [2, 0.34, 1],
  [1, 0.01, 1],
  [25, 0.28, 7],
  [100, 0.34, 34],
  [3, 1, 3],
])('of %d variants and a share of %d, %d go on', (count, keep, kept) => {
  expect(keptOf(count, keep)).toBe(kept);
});
