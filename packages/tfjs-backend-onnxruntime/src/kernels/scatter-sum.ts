import { sizeOf } from '../lowering/stored.ts';
import type { Lowering } from '../lowering/lowering.ts';

/** Zeros of the given extents to which each update is added at its place, counted by rows; several may have one place. */
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
