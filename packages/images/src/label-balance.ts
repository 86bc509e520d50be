import type { RandomSource } from '@fcdd/random';

/**
 * The indices that remain, ascending, when samples of the more frequent of two labels are left out at random until
 * both are equally many. A single label keeps all.
 */
export function balanceLabels(labels: ArrayLike<number>, random: RandomSource): number[] {
  const indices = Array.from(labels, (_, index) => index);
  const groups = [...new Set(Array.from(labels))].map((label) => indices.filter((i) => labels[i] === label));
  if (groups.length > 2) throw new Error(`Only two labels can be balanced, not ${groups.length}.`);
  const size = Math.min(...groups.map((group) => group.length));
  return groups.flatMap((group) => random.shuffle(group).slice(0, size)).sort((a, b) => a - b);
}
