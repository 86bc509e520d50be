import type { Rung, VariantValue } from './sweep.ts';

/**
 * The best share of some variants, at least one; of equal ones the first.
 * @param keep share of those that are compared, rounded up
 */
export function chooseBest(epochs: number, variants: VariantValue[], keep: number): Rung {
  const best = variants.toSorted((a, b) => b.value - a.value).slice(0, keptOf(variants.length, keep));
  const kept = variants.filter((variant) => best.includes(variant)).map(({ name }) => name);
  return { epochs, variants, kept };
}

/** How many of so many variants go on. */
export function keptOf(count: number, keep: number): number {
  // A share such as 0.28 of 25 is a little more than 7 in binary.
  return Math.max(1, Math.ceil(Number((keep * count).toPrecision(12))));
}
