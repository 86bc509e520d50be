import { expect, test } from 'vitest';
import { rankCorrelation, varianceBetweenGroups } from './association.ts';
import golden from './golden/significance.json' with { type: 'json' };

test('variance is divided between groups and within them', () => {
  // Means 2 and 5 around 3.5: 4 * 1.5 ** 2 = 9 of 9 + 2 + 2.
  expect(varianceBetweenGroups([1, 3, 4, 6], ['a', 'a', 'b', 'b'])).toBeCloseTo(9 / 13, 12);
  expect(varianceBetweenGroups([1, 1, 2, 2], [true, true, null, null])).toBe(1);
});

test.each([
  [
    [0.1, 0.1, 0.1],
    ['a', 'b', 'b'],
  ],
  [
    [1, 1],
    ['a', 'b'],
  ],
  [
    [1, 2, 3],
    ['a', 'a', 'a'],
  ],
  [
    [1, 2, 3],
    ['a', 'b', 'c'],
  ],
])('nothing is said of the groups of %j by %j', (values, groups) => {
  expect(varianceBetweenGroups(values, groups)).toBeUndefined();
});

test('the rank correlation agrees with scipy, ties included', () => {
  const { x, y, expected } = golden.rankCorrelation;
  expect(rankCorrelation(x, y)).toBeCloseTo(expected, 12);
  expect(rankCorrelation([1, 10, 100], [3, 2, 1])).toBeCloseTo(-1, 12);
  expect(rankCorrelation([1, 1, 1], [3, 2, 1])).toBeUndefined();
});
