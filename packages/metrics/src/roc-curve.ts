import { UserError } from '@fcdd/errors';

export interface RocCurve {
  /** False-positive rates, ascending from 0 to 1. */
  fpr: Float64Array;
  /** True-positive rates, ascending from 0 to 1. */
  tpr: Float64Array;
  /** Thresholds, descending from Infinity. At each point, samples with at least this score count as positive. */
  thresholds: Float64Array;
}

export interface ScorePoint {
  threshold: number;
  /** Samples of label 0 with at least this score, like `truePositives` for label 1. */
  falsePositives: number;
  truePositives: number;
}

/**
 * Computes the receiver operating characteristic with the points of scikit-learn's `roc_curve`. Equal scores share
 * one point, and points on a straight line between their neighbours are left out.
 * @param scores one score per sample; larger scores mean that label 1 is more likely
 * @param labels one label per sample, 0 or 1
 * @throws UserError where a score is not a number, or only one label occurs
 */
export function rocCurve(scores: ArrayLike<number>, labels: ArrayLike<number>): RocCurve {
  const points = withoutCollinear(scorePoints(scores, labels));
  const { falsePositives: negatives, truePositives: positives } = points.at(-1)!;
  return {
    fpr: Float64Array.from(points, ({ falsePositives }) => falsePositives / negatives),
    tpr: Float64Array.from(points, ({ truePositives }) => truePositives / positives),
    thresholds: Float64Array.from(points, ({ threshold }) => threshold),
  };
}

/** Computes the area under a curve with ascending x, by the trapezoidal rule. */
export function areaUnderCurve(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let area = 0;
  for (let i = 1; i < x.length; i++) area += ((x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2;
  return area;
}

/**
 * Counts positives at a threshold above all scores, then at each distinct score, descending.
 * @throws UserError where a score is not a number, or only one label occurs
 */
export function scorePoints(scores: ArrayLike<number>, labels: ArrayLike<number>): ScorePoint[] {
  if (scores.length !== labels.length)
    throw new Error(`${scores.length} scores cannot have ${labels.length} labels.`);
  const points = countPositives(scores, labels);
  const { falsePositives, truePositives } = points.at(-1)!;
  if (falsePositives === 0 || truePositives === 0)
    throw new UserError('A ROC curve needs nominal and anomalous samples, but all have the same label.', {
      hint: 'Choose a test set with images of more than one class.',
    });
  return points;
}

function countPositives(scores: ArrayLike<number>, labels: ArrayLike<number>): ScorePoint[] {
  const order = Array.from(scores, (score, index) => {
    if (Number.isNaN(score))
      throw new UserError(`The score of sample ${index} is not a number.`, {
        hint: 'The training has diverged: a smaller learning rate may help.',
      });
    return index;
  }).sort((a, b) => scores[b]! - scores[a]!);
  let current: ScorePoint = { threshold: Infinity, falsePositives: 0, truePositives: 0 };
  const points = [current];
  for (const index of order) {
    if (scores[index] !== current.threshold)
      points.push((current = { ...current, threshold: scores[index]! }));
    if (labels[index] === 1) current.truePositives++;
    else current.falsePositives++;
  }
  return points;
}

/** Keeps the corners, and, like scikit-learn, the first distinct score even where it lies on a line. */
function withoutCollinear(points: ScorePoint[]): ScorePoint[] {
  return points.filter((point, i) => {
    const previous = points[i - 1];
    const next = points[i + 1];
    if (i <= 1 || !previous || !next) return true;
    return (
      next.falsePositives - point.falsePositives !== point.falsePositives - previous.falsePositives ||
      next.truePositives - point.truePositives !== point.truePositives - previous.truePositives
    );
  });
}
