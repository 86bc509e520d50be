import type { RandomSource } from '@fcdd/random';

/**
 * Balances two labels: leaves out random samples of the more frequent label until both are equally frequent. Returns
 * the remaining indices, ascending. If there is only one label, all samples remain.
 */
export function balanceLabels(labels: ArrayLike<number>, random: RandomSource): number[] {
  const indices = Array.from(labels, (_, index) => index);
  const groups = [...new Set(Array.from(labels))].map((label) => indices.filter((i) => labels[i] === label));
  if (groups.length > 2) throw new Error(`Only two labels can be balanced, not ${groups.length}.`);
  const size = Math.min(...groups.map((group) => group.length));
  return groups.flatMap((group) => random.shuffle(group).slice(0, size)).sort((a, b) => a - b);
}
