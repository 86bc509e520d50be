import { describe, expect, it, test } from 'vitest';
import golden from '../golden/significance.json' with { type: 'json' };
import { holmAdjusted, pairedTTest, signedRankTest } from './index.ts';

// Golden values of scipy 1.17: ttest_1samp, and wilcoxon, exact or, with ties or zeros, over all 2^n signs.
test.each(golden.tests)('the paired t-test agrees with scipy: $name', ({ differences, t }) => {
  const { mean, interval, statistic, degreesOfFreedom, pValue } = pairedTTest(differences)!;
  expect(mean).toBeCloseTo(t.mean, 12);
  expect(interval[0]).toBeCloseTo(t.interval[0]!, 12);
  expect(interval[1]).toBeCloseTo(t.interval[1]!, 12);
  expect(statistic).toBeCloseTo(t.statistic, 10);
  expect(degreesOfFreedom).toBe(t.degreesOfFreedom);
  expect(pValue).toBeCloseTo(t.pValue, 12);
});

test.each(golden.tests)('the signed-rank test agrees with scipy: $name', ({ differences, signedRank }) => {
  const { pairs, statistic, pValue } = signedRankTest(differences)!;
  expect({ pairs, statistic }).toEqual({ pairs: signedRank.pairs, statistic: signedRank.statistic });
  expect(pValue).toBeCloseTo(signedRank.pValue, 12);
});

describe('a question that no test can answer', () => {
  it.each([[[]], [[0.1]], [[0, 0, 0]], [[0.1, 0.1, 0.1]]])(
    'is left open by the t-test of %j',
    (differences) => {
      expect(pairedTTest(differences)).toBeUndefined();
    },
  );

  it.each([[[]], [[0, 0, 0]]])('is left open by the signed-rank test of %j', (differences) => {
    expect(signedRankTest(differences)).toBeUndefined();
  });
});

test('differences that only floating-point arithmetic separates are ties', () => {
  const differences = [0.9 - 0.8, 0.8 - 0.7, 0.6 - 0.7];
  expect(new Set(differences.map(Math.abs)).size).toBeGreaterThan(1);
  expect(signedRankTest(differences)).toEqual(signedRankTest([1, 1, -1]));
});

test('p-values of several tests grow with their number, and keep their order', () => {
  const adjusted = holmAdjusted([0.01, 0.04, 0.03, 0.005, 0.5]);
  [0.04, 0.09, 0.09, 0.025, 0.5].forEach((expected, index) =>
    expect(adjusted[index]).toBeCloseTo(expected, 12),
  );
  expect(holmAdjusted([0.6, 0.7])).toEqual([1, 1]);
});
