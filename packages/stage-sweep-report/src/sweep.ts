import { type FigureName, type Summary, figureNames } from '@fcdd/records';
import { type Effect, effectsOf } from './effects.ts';
import { type MeasuredVariant, measureVariants } from './variants.ts';

export interface SweepParameters {
  metric: Metric;
  /** Paths that are swept. */
  parameters: string[];
  /** In the order of the summaries. */
  variants: Variant[];
  /** Of successive halving; empty without. */
  rungs: Rung[];
}

export type Metric = 'auc' | FigureName;

export interface Variant {
  name: string;
  /** What is swept, by path. */
  values: Record<string, unknown>;
  /** Digests of the user's files, by the path in the experiment that names them. */
  files?: Record<string, string>;
  /** After which it was left behind; absent where it was trained to its end. */
  epochs?: number;
  /** Path of its own report. */
  report?: string;
}

/** A choice of those that go on. */
export interface Rung {
  epochs: number;
  variants: { name: string; value: number }[];
  /** Names. */
  kept: string[];
}

/** `sweep.json` */
export interface EvaluatedSweep extends Pick<SweepParameters, 'metric' | 'parameters' | 'rungs'> {
  experiment: string;
  /** The metric in words. */
  heading: string;
  /** From the best: those trained to their end, then the later left behind the earlier. */
  variants: MeasuredVariant[];
  /** Of each parameter, over the variants of the first choice or, without halving, over all. */
  effects: Effect[];
}

/** @param summaries one a variant */
export function evaluateSweep(sweep: SweepParameters, summaries: readonly Summary[]): EvaluatedSweep {
  const { metric, parameters, rungs } = sweep;
  const variants = measureVariants(sweep, summaries);
  return {
    experiment: summaries[0]!.experiment,
    metric,
    heading: metric === 'auc' ? 'AUC' : figureNames[metric].heading,
    parameters,
    variants,
    effects: effectsOf(parameters, comparableValues(sweep, variants)),
    rungs,
  };
}

/** The metric of variants after equally many epochs. */
function comparableValues(
  { rungs: [first], variants }: SweepParameters,
  measured: readonly MeasuredVariant[],
): { values: Variant['values']; metric: number }[] {
  return variants.flatMap(({ name, values }) => {
    const compared = first
      ? first.variants.find((variant) => variant.name === name)?.value
      : measured.find((variant) => variant.name === name)!.mean;
    return compared === undefined ? [] : [{ values, metric: compared }];
  });
}
