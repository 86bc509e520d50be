import { sizeOf } from '../lowering/stored.ts';
import type { Lowering } from '../lowering/lowering.ts';

/**
 * Adds each update at its position, counted by rows, to zeros of the given extents. Several updates may share a
 * position.
 */
export function scatterSum(
  lowering: Lowering,
  updates: string,
  places: string,
  extents: readonly number[],
): string {
  const zeros = lowering.node('Expand', [
    lowering.scalar(0, 'float32'),
    lowering.integers([sizeOf(extents)]),
  ]);
  const [indices, values] = [places, updates].map((name) => lowering.reshape(name, [-1]));
  const sum = lowering.node('ScatterElements', [zeros, indices!, values!], { axis: 0, reduction: 'add' });
  return lowering.reshape(sum, extents);
}
