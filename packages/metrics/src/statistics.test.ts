import { expect, test } from 'vitest';
import { mean, standardDeviation } from './statistics.ts';

test('mean and standard deviation of a sample', () => {
  expect(mean([2, 4, 4, 4, 5, 5, 7, 9])).toBe(5);
  expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 12);
});

test('one value has no standard deviation, and no values have no mean', () => {
  expect(standardDeviation([3])).toBeNaN();
  expect(mean([])).toBeNaN();
});

test('equal values have their value as mean and no deviation at all', () => {
  expect(mean([0.1, 0.1, 0.1])).toBe(0.1);
  expect(standardDeviation([0.1, 0.1, 0.1])).toBe(0);
});
