import type { MatrixPoint } from '@fcdd/stage';

/** What the node of a stage at a point of its matrix is called, such as `train class=3 seed=0`. */
export function idOf(stage: string, matrix: MatrixPoint): string {
  return [stage, ...Object.entries(matrix).map(([axis, value]) => `${axis}=${value}`)].join(' ');
}
