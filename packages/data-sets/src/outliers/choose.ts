import type { RandomSource } from '@fcdd/random';

/**
 * Chooses without replacement, each subset with the same probability.
 * @param limit how many; null, or more than there are: all
 * @returns indices below `count`, ascending
 */
export function chooseDifferent(count: number, limit: number | null, random: RandomSource): Uint32Array {
  const indices = Uint32Array.from({ length: count }, (_, index) => index);
  if (limit === null || limit >= count) return indices;
  // The beginning of a Fisher-Yates shuffle.
  for (let chosen = 0; chosen < limit; chosen++) {
    const other = chosen + random.integer(count - chosen);
    const index = indices[chosen]!;
    indices[chosen] = indices[other]!;
    indices[other] = index;
  }
  return indices.slice(0, limit).sort();
}
