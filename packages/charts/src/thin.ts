import { extent } from './axis.ts';

export type Position = readonly [x: number, y: number];

/**
 * Removes points within one unit of the previous point, in a picture of this size, so that a curve of 10,000
 * thresholds stays small. The ends of each section stay.
 * @param scaleOfX scale of the picture's x axis, such as a logarithm
 */
export function thin(
  points: readonly (Position | null)[],
  width: number,
  height: number,
  scaleOfX: (x: number) => number = Number,
): (Position | null)[] {
  const placeOf = ([x, y]: Position): Position => [scaleOfX(x), y];
  const drawn = points.filter((point) => point !== null).map(placeOf);
  const scale = [0, 1].map((axis) => {
    const [smallest, largest] = extent(drawn.map((point) => point[axis]!));
    return [width, height][axis]! / (largest - smallest || 1);
  });
  let kept: Position | null = null;
  return points.filter((point, index) => {
    const isLast = !points[index + 1];
    if (point && kept && !isLast) {
      const [[x, y], [keptX, keptY]] = [placeOf(point), placeOf(kept)];
      const distance = Math.hypot((x - keptX) * scale[0]!, (y - keptY) * scale[1]!);
      if (distance < 1) return false;
    }
    kept = point;
    return true;
  });
}
