import { extent } from './axis.ts';

export type Position = readonly [x: number, y: number];

/**
 * Leaves out what lies within a unit of the point before, in a picture of this size: a curve of 10,000 thresholds
 * stays small. The ends of each stretch stay.
 */
export function thin(
  points: readonly (Position | null)[],
  width: number,
  height: number,
): (Position | null)[] {
  const drawn = points.filter((point) => point !== null);
  const scale = [0, 1].map((axis) => {
    const [smallest, largest] = extent(drawn.map((point) => point[axis]!));
    return [width, height][axis]! / (largest - smallest || 1);
  });
  let kept: Position | null = null;
  return points.filter((point, index) => {
    const isLast = !points[index + 1];
    if (point && kept && !isLast) {
      const distance = Math.hypot((point[0] - kept[0]) * scale[0]!, (point[1] - kept[1]) * scale[1]!);
      if (distance < 1) return false;
    }
    kept = point;
    return true;
  });
}
