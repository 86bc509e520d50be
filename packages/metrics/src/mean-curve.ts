/** Points of a ROC curve in ascending order, from a point at x = 0 to (1, 1). */
export interface CurvePoints {
  fpr: ArrayLike<number>;
  tpr: ArrayLike<number>;
}

/**
 * Computes the vertical average of ROC curves (Fawcett, 2006): the mean true-positive rate at evenly spaced
 * false-positive rates from 0 to 1. Where a curve rises vertically, its upper end counts.
 * @param samples number of false-positive rates; the point (0, 0) is added at the start
 */
export function meanCurve(
  curves: readonly CurvePoints[],
  samples = 201,
): { fpr: Float64Array; tpr: Float64Array } {
  const grid = Float64Array.from({ length: samples }, (_, i) => i / (samples - 1));
  const sampled = curves.map((curve) => sample(curve, grid));
  const means = grid.map((_, i) => sampled.reduce((sum, tpr) => sum + tpr[i]!, 0) / curves.length);
  return { fpr: Float64Array.of(0, ...grid), tpr: Float64Array.of(0, ...means) };
}

function sample({ fpr, tpr }: CurvePoints, grid: Float64Array): Float64Array {
  let right = 0;
  return grid.map((x) => {
    while (right < fpr.length && fpr[right]! <= x) right++;
    const left = right - 1;
    if (right === fpr.length) return tpr[left]!;
    const share = (x - fpr[left]!) / (fpr[right]! - fpr[left]!);
    return tpr[left]! + share * (tpr[right]! - tpr[left]!);
  });
}
