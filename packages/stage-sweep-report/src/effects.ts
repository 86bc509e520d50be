import { mean, rankCorrelation, varianceBetweenGroups } from '@fcdd/metrics';
import { valueText } from './names.ts';

/** The effect of a swept parameter on the metric, measured on the variants. */
export interface Effect {
  parameter: string;
  /** Number of variants that the effect is measured on. */
  variants: number;
  /** Distinct values; numbers ascend, others keep the order of the variants. */
  values: { value: unknown; variants: number; mean: number; best: number }[];
  /** Eta squared: the share of the metric's variance that lies between the values. Null if each value occurs once. */
  varianceExplained: number | null;
  /** Spearman's rank correlation of numbers with the metric; null for others, and for fewer than three distinct values. */
  rankCorrelation: number | null;
  /** A point for each variant, if all values are numbers. */
  points: { x: number; y: number }[];
}

interface MeasuredPoint {
  values: Record<string, unknown>;
  metric: number;
}

/** Measures the effect of each parameter, in their order. */
export function effectsOf(parameters: readonly string[], points: readonly MeasuredPoint[]): Effect[] {
  return parameters.map((parameter) => effectOf(parameter, points));
}

function effectOf(parameter: string, points: readonly MeasuredPoint[]): Effect {
  const metrics = points.map(({ metric }) => metric);
  const labels = points.map(({ values }) => valueText(values[parameter]));
  const numbers = points.map(({ values }) => values[parameter]);
  const areNumbers = numbers.every((value) => typeof value === 'number');
  const distinct = [...new Set(labels)].map((label) => {
    const of = metrics.filter((_, index) => labels[index] === label);
    const value = numbers[labels.indexOf(label)];
    return { value, variants: of.length, mean: mean(of), best: Math.max(...of) };
  });
  return {
    parameter,
    variants: points.length,
    values: areNumbers ? distinct.sort((a, b) => Number(a.value) - Number(b.value)) : distinct,
    varianceExplained: varianceBetweenGroups(metrics, labels) ?? null,
    rankCorrelation: (areNumbers && distinct.length > 2 ? rankCorrelation(numbers, metrics) : null) ?? null,
    points: areNumbers ? numbers.map((x, index) => ({ x, y: metrics[index]! })) : [],
  };
}
