import { mean, rankCorrelation, varianceBetweenGroups } from '@fcdd/metrics';
import { valueText } from './names.ts';

/** What a swept parameter does to the metric, as far as the variants tell. */
export interface Effect {
  parameter: string;
  /** How many variants this is measured on. */
  variants: number;
  /** In the order of numbers, else as they come. */
  values: { value: unknown; variants: number; mean: number; best: number }[];
  /** Eta squared: the share of the variance of the metric that lies between the values. Null where each occurs once. */
  varianceExplained: number | null;
  /** Spearman's, of numbers with the metric; null for others, and for fewer than three different ones. */
  rankCorrelation: number | null;
  /** Where all values are numbers: one a variant. */
  points: { x: number; y: number }[];
}

interface MeasuredPoint {
  values: Record<string, unknown>;
  metric: number;
}

/** One a parameter, in their order. */
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
