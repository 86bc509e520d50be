import type { ComparedVariant, Rung } from './sweep.ts';

/**
 * Chooses the best share of some variants, at least one; ties go to the first. Variants that share their summary are one
 * detector so far: they count once, and continue or drop out together.
 * @param keep share of the compared variants, rounded up
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

/** Lists the summaries of variants, each once, in their order. */
export function distinctSummaries(variants: { summary: string }[]): string[] {
  return [...new Set(variants.map(({ summary }) => summary))];
}

/** Returns how many of a number of variants continue. */
export function keptOf(count: number, keep: number): number {
  // In binary, a share such as 0.28 of 25 is slightly more than 7.
  return Math.max(1, Math.ceil(Number((keep * count).toPrecision(12))));
}
