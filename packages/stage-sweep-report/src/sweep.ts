import { type Summary, figureNames } from '@fcdd/records';
import type { SweepReportParameters } from '@fcdd/schemas/types';
import { type Effect, effectsOf } from './effects.ts';
import { type MeasuredVariant, measureVariants } from './variants.ts';

export type Metric = SweepReportParameters['metric'];

export type Variant = SweepReportParameters['variants'][number];

/** A rung of successive halving: the variants are compared, and some continue. */
export type Rung = SweepReportParameters['rungs'][number];

/** `sweep.json` */
export interface EvaluatedSweep extends Pick<SweepReportParameters, 'metric' | 'parameters' | 'rungs'> {
  experiment: string;
  /** The metric in words. */
  heading: string;
  /** Variants from the best: those with more epochs come first, whatever their metric. */
  variants: MeasuredVariant[];
  /** Effect of each parameter, measured on the variants of the first rung or, without halving, on all. */
  effects: Effect[];
}

/** @param summaries one for each variant */
export function evaluateSweep(sweep: SweepReportParameters, summaries: readonly Summary[]): EvaluatedSweep {
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
  { rungs: [first], variants }: SweepReportParameters,
  measured: readonly MeasuredVariant[],
): { values: Variant['values']; metric: number }[] {
  return variants.flatMap(({ name, values }) => {
    const compared = first
      ? first.variants.find((variant) => variant.name === name)?.value
      : measured.find((variant) => variant.name === name)!.mean;
    return compared === undefined ? [] : [{ values, metric: compared }];
  });
}
