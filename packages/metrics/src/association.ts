import { averageRanks } from './ranks.ts';
import { mean } from './statistics.ts';

/**
 * Eta squared: the share of the variance of values that lies between groups, not within them, from 0 to 1.
 * @param groups one label per value
 * @returns undefined where all values are equal, all are in one group, or each group has one value
 */
export function varianceBetweenGroups(
  values: readonly number[],
  groups: readonly unknown[],
): number | undefined {
  const labels = [...new Set(groups)];
  const total = squares(values);
  if (total === 0 || labels.length < 2 || labels.length === values.length) return undefined;
  const within = labels.map((label) => squares(values.filter((_, index) => groups[index] === label)));
  return 1 - within.reduce((sum, value) => sum + value, 0) / total;
}

/**
 * Spearman's rank correlation: 1 if one list rises with the other, -1 if it falls, 0 if there is no order.
 * @returns undefined where all values of one list are equal
 */
export function rankCorrelation(x: readonly number[], y: readonly number[]): number | undefined {
  const [a, b] = [centred(averageRanks(x)), centred(averageRanks(y))];
  const scale = Math.sqrt(dot(a, a) * dot(b, b));
  return scale > 0 ? dot(a, b) / scale : undefined;
}

/** Sum of the squared distances from the mean. */
function squares(values: readonly number[]): number {
  const deviations = centred(values);
  return dot(deviations, deviations);
}

function centred(values: readonly number[]): number[] {
  const centre = mean(values);
  return values.map((value) => value - centre);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}
