import { mean, standardDeviation } from '../statistics.ts';
import { studentTProbability, studentTQuantile } from './student-t.ts';

export interface PairedTTest {
  /** Of the differences of the pairs. */
  mean: number;
  /** The interval that holds the true mean difference with 95 % confidence. */
  interval: [low: number, high: number];
  statistic: number;
  degreesOfFreedom: number;
  /** Two-sided. */
  pValue: number;
}

/**
 * Student's paired t-test: may the mean of the differences be 0? It takes them for normally distributed.
 * @param differences one a pair
 * @returns undefined where there are fewer than two, or all are equal: they have no deviation to compare with
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
