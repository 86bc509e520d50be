import { mean, standardDeviation } from '../statistics.ts';
import { studentTProbability, studentTQuantile } from './student-t.ts';

export interface PairedTTest {
  /** Mean difference of the pairs. */
  mean: number;
  /** Interval that contains the true mean difference with 95 % confidence. */
  interval: [low: number, high: number];
  statistic: number;
  degreesOfFreedom: number;
  /** Two-sided. */
  pValue: number;
}

/**
 * Student's paired t-test of the hypothesis that the mean difference is 0. It assumes normally distributed
 * differences.
 * @param differences one difference per pair
 * @returns undefined where there are fewer than two differences, or all are equal and have no deviation
 */
export function pairedTTest(differences: readonly number[]): PairedTTest | undefined {
  const centre = mean(differences);
  const error = standardDeviation(differences) / Math.sqrt(differences.length);
  if (!(error > Math.abs(centre) * Number.EPSILON * differences.length)) return undefined;
  const degreesOfFreedom = differences.length - 1;
  const statistic = centre / error;
  const margin = studentTQuantile(0.95, degreesOfFreedom) * error;
  return {
    mean: centre,
    interval: [centre - margin, centre + margin],
    statistic,
    degreesOfFreedom,
    pValue: 1 - studentTProbability(statistic, degreesOfFreedom),
  };
}
