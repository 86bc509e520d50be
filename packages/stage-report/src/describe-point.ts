import type { MatrixPoint } from '@fcdd/stage';

/** Formats a matrix point, such as `class 3, seed 0`. */
export function describePoint(matrix: MatrixPoint): string {
  return Object.entries(matrix)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
