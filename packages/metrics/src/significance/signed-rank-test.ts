import { averageRanks } from '../ranks.ts';

export interface SignedRankTest {
  /** Number of pairs that differ, since only these count (Wilcoxon 1945). */
  pairs: number;
  /** The smaller of the sums of the ranks of positive and of negative differences. */
  statistic: number;
  /** Two-sided, exact, also with ties. */
  pValue: number;
}

/** Distance below which differences count as ties, because only floating-point arithmetic separates them. */
const resolution = 1e-9;

/**
 * Wilcoxon's signed-rank test of the hypothesis that differences are symmetric about 0. It does not assume normally
 * distributed differences.
 * @param differences one difference per pair
 * @returns undefined where no pair differs
 */
export function signedRankTest(differences: readonly number[]): SignedRankTest | undefined {
  const steps = differences.map((difference) => Math.round(difference / resolution));
  const unequal = steps.filter((step) => step !== 0);
  if (unequal.length === 0) return undefined;
  const ranks = averageRanks(unequal.map(Math.abs));
  const sums = { positive: 0, negative: 0 };
  unequal.forEach((step, index) => (sums[step > 0 ? 'positive' : 'negative'] += ranks[index]!));
  const statistic = Math.min(sums.positive, sums.negative);
  return {
    pairs: unequal.length,
    statistic,
    pValue: Math.min(1, 2 * probabilityOfAtMost(statistic, ranks)),
  };
}

/** Probability that the sum of positive ranks is at most this, where each rank is positive with probability 1/2. */
function probabilityOfAtMost(sum: number, ranks: readonly number[]): number {
  // Average ranks are multiples of 1/2, so twice their sum is a whole number.
  const largest = Math.round(2 * sum);
  const probabilities = new Float64Array(largest + 1);
  probabilities[0] = 1;
  for (const rank of ranks) {
    const step = Math.round(2 * rank);
    for (let twice = largest; twice >= 0; twice--)
      probabilities[twice] = (probabilities[twice]! + (probabilities[twice - step] ?? 0)) / 2;
  }
  return probabilities.reduce((total, probability) => total + probability, 0);
}
