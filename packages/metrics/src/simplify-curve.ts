/** A point of a curve in the unit square. */
export interface CurvePoint {
  x: number;
  y: number;
  /** Lowest score of samples that count as positive. */
  threshold: number;
}

/** One hundredth of a pixel in a curve that is drawn 100 pixels wide. */
const finestTolerance = 0.0001;

/**
 * Simplifies a curve to at most `mostPoints` of its points (Ramer, 1972; Douglas and Peucker, 1973). The others lie
 * within a fraction of a pixel of the result, or farther if necessary. A curve with fewer points is unchanged.
 */
export function simplifyCurve(points: CurvePoint[], mostPoints: number): CurvePoint[] {
  let simplified = points;
  for (let tolerance = finestTolerance; simplified.length > mostPoints; tolerance *= 2)
    simplified = withinTolerance(points, tolerance);
  return simplified;
}

function withinTolerance(points: CurvePoint[], tolerance: number): CurvePoint[] {
  const isKept = new Uint8Array(points.length);
  isKept[0] = isKept[points.length - 1] = 1;
  const spans: [first: number, last: number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first, last] = span;
    const { index, distance } = furthest(points, first, last);
    if (distance <= tolerance) continue;
    isKept[index] = 1;
    spans.push([first, index], [index, last]);
  }
  return points.filter((_, index) => isKept[index]);
}

/** Finds the point between the first and the last that is farthest from the line between them. */
function furthest(points: CurvePoint[], first: number, last: number): { index: number; distance: number } {
  const [from, to] = [points[first]!, points[last]!];
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  let [index, distance] = [first, 0];
  for (let i = first + 1; i < last; i++) {
    const [x, y] = [points[i]!.x - from.x, points[i]!.y - from.y];
    const distanceToLine = length === 0 ? Math.hypot(x, y) : Math.abs(x * dy - y * dx) / length;
    if (distanceToLine > distance) [index, distance] = [i, distanceToLine];
  }
  return { index, distance };
}
