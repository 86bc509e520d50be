import { type SweepResult, ThresholdSweep } from './threshold-sweep.ts';
import { scorePoints } from './roc-curve.ts';

/**
 * Evaluates how well scores separate labels: areas, best F1 and curves.
 * @param scores one score per sample; larger scores mean that label 1 is more likely
 * @param labels one label per sample, 0 or 1
 * @throws UserError where a score is not a number, or only one label occurs
 */
export function evaluateScores(scores: ArrayLike<number>, labels: ArrayLike<number>): SweepResult {
  const points = scorePoints(scores, labels);
  const last = points.at(-1)!;
  const sweep = new ThresholdSweep({ negatives: last.falsePositives, positives: last.truePositives });
  for (let i = 1; i < points.length; i++) {
    const [previous, point] = [points[i - 1]!, points[i]!];
    const negatives = point.falsePositives - previous.falsePositives;
    sweep.step(point.threshold, negatives, point.truePositives - previous.truePositives);
  }
  return sweep.result();
}
