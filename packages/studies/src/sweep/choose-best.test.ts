import { expect, test } from 'vitest';
import { chooseBest, keptOf } from './choose-best.ts';

const variants = [0.5, 0.9, 0.7, 0.9, 0.1].map((value, index) => ({ name: `v0${index + 1}`, value }));
const compared = variants.map((variant) => ({ ...variant, summary: `summary variant=${variant.name}` }));

test('the best share continues, in the order of the sweep', () => {
  expect(chooseBest(2, compared, 0.6)).toEqual({ epochs: 2, variants, kept: ['v02', 'v03', 'v04'] });
});

test('among equal variants, the first continues', () => {
  expect(chooseBest(2, compared, 0.2).kept).toEqual(['v02']);
});

test('variants of the same summary count once, and continue together', () => {
  const shared = [
    { name: 'v01', value: 0.9, summary: 'a' },
    { name: 'v02', value: 0.9, summary: 'a' },
    { name: 'v03', value: 0.8, summary: 'b' },
    { name: 'v04', value: 0.7, summary: 'c' },
  ];
  expect(chooseBest(2, shared, 0.5).kept).toEqual(['v01', 'v02', 'v03']);
  expect(chooseBest(2, shared, 0.3).kept).toEqual(['v01', 'v02']);
});

test.each([
  [12, 0.34, 5],
  [5, 0.34, 2],
  [2, 0.34, 1],
  [1, 0.01, 1],
  [25, 0.28, 7],
  [100, 0.34, 34],
  [3, 1, 3],
])('of %d variants and a share of %d, %d continue', (count, keep, kept) => {
  expect(keptOf(count, keep)).toBe(kept);
});
