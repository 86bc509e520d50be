import { UserError } from '@fcdd/errors';
import { mean, standardDeviation } from '@fcdd/metrics';
import type { DetectorSummary, Summary } from '@fcdd/records';
import type { SweepReportParameters } from '@fcdd/schemas/types';
import type { Metric, Variant } from './sweep.ts';

export interface MeasuredVariant extends Variant {
  /** Mean of the metric over the classes, of each class's mean over its seeds. */
  mean: number;
  /** Standard deviation between the classes' means (n - 1); null for a single class. */
  deviationOverClasses: number | null;
  /** Standard deviation between the seeds' means over the classes (n - 1); null for a single seed. */
  deviationOverSeeds: number | null;
  counts: DetectorSummary['counts'];
}

/**
 * Measures the variants and sorts them from the best.
 * @param summaries one for each variant
 * @throws UserError where a variant lacks the metric
 */
export function measureVariants(
  { metric, variants }: SweepReportParameters,
  summaries: readonly Summary[],
): MeasuredVariant[] {
  if (variants.length !== summaries.length)
    throw new Error(`There are ${variants.length} variants and ${summaries.length} summaries.`);
  return variants.map((variant, index) => measure(variant, summaries[index]!, metric)).sort(fromBest);
}

function measure(variant: Variant, { classes, counts }: Summary, metric: Metric): MeasuredVariant {
  const runs = classes.flatMap(({ index, aucs }) =>
    aucs.flatMap((run) =>
      run[metric] === null ? [] : [{ class: index, seed: run.seed, value: run[metric] }],
    ),
  );
  if (runs.length === 0)
    throw new UserError(`The variants cannot be compared: variant '${variant.name}' has no ${metric}.`, {
      hint: 'Figures per pixel need ground-truth maps: choose another sweep.metric, such as auc.',
    });
  const byClass = meansBy(runs, (run) => run.class);
  return {
    ...variant,
    mean: mean(byClass),
    deviationOverClasses: deviation(byClass),
    deviationOverSeeds: deviation(meansBy(runs, (run) => run.seed)),
    counts,
  };
}

function meansBy<Run extends { value: number }>(runs: readonly Run[], keyOf: (run: Run) => number): number[] {
  const keys = [...new Set(runs.map(keyOf))];
  return keys.map((key) => mean(runs.filter((run) => keyOf(run) === key).map(({ value }) => value)));
}

function deviation(values: readonly number[]): number | null {
  return values.length > 1 ? standardDeviation(values) : null;
}

/** Puts variants with more epochs first: metrics after different numbers of epochs are not comparable. */
function fromBest(a: MeasuredVariant, b: MeasuredVariant): number {
  const [epochsOfA, epochsOfB] = [a.epochs ?? Infinity, b.epochs ?? Infinity];
  return epochsOfA === epochsOfB ? b.mean - a.mean : epochsOfB > epochsOfA ? 1 : -1;
}
