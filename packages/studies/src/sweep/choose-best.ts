import type { ComparedVariant, Rung } from './sweep.ts';

/**
 * The best share of some variants, at least one; of equal ones the first. Variants that share their summary are one
 * detector so far: they count once, and go on or stay behind together.
 * @param keep share of those that are compared, rounded up
 */
export function chooseBest(epochs: number, compared: ComparedVariant[], keep: number): Rung {
  const best = distinctSummaries(compared.toSorted((a, b) => b.value - a.value));
  const going = new Set(best.slice(0, keptOf(best.length, keep)));
  return {
    epochs,
    variants: compared.map(({ name, value }) => ({ name, value })),
    kept: compared.filter(({ summary }) => going.has(summary)).map(({ name }) => name),
  };
}

/** In their order. */
export function distinctSummaries(variants: { summary: string }[]): string[] {
  return [...new Set(variants.map(({ summary }) => summary))];
}

/** How many of so many go on. */
export function keptOf(count: number, keep: number): number {
  // A share such as 0.28 of 25 is a little more than 7 in binary.
  return Math.max(1, Math.ceil(Number((keep * count).toPrecision(12))));
}
