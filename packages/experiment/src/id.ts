import type { MatrixPoint } from '@fcdd/stage';

/** Returns the id of a stage's node at a matrix point, such as `train class=3 seed=0`. */
export function idOf(stage: string, matrix: MatrixPoint): string {
  return [stage, ...Object.entries(matrix).map(([axis, value]) => `${axis}=${value}`)].join(' ');
}
