import { type FigureName, type Summary, figureNames } from '@fcdd/records';
import { type Effect, effectsOf } from './effects.ts';
import { type MeasuredVariant, measureVariants } from './variants.ts';

export interface SweepParameters {
  metric: Metric;
  /** Paths of the swept parameters in the experiment. */
  parameters: string[];
  /** Variants, in the order of the summaries. */
  variants: Variant[];
  /** Rungs of successive halving; empty without it. */
  rungs: Rung[];
}

export type Metric = 'auc' | FigureName;

export interface Variant {
  name: string;
  /** Values of the swept parameters, by path. */
  values: Record<string, unknown>;
  /** Digests of the user's files, by the path in the experiment that names them. */
  files?: Record<string, string>;
  /** Epochs after which it was stopped early; absent if it was trained to its end. */
  epochs?: number;
  /** Path of the variant's own report. */
  report?: string;
}

/** A rung of successive halving: the variants are compared, and some continue. */
export interface Rung {
  epochs: number;
  variants: { name: string; value: number }[];
  /** Names of the variants that continue. */
  kept: string[];
}

/** `sweep.json` */
export interface EvaluatedSweep extends Pick<SweepParameters, 'metric' | 'parameters' | 'rungs'> {
  experiment: string;
  /** The metric in words. */
  heading: string;
  /** Variants from the best: those with more epochs come first, whatever their metric. */
  variants: MeasuredVariant[];
  /** Effect of each parameter, measured on the variants of the first rung or, without halving, on all. */
  effects: Effect[];
}

/** @param summaries one for each variant */
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

/** The metric of variants after the same number of epochs. */
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
