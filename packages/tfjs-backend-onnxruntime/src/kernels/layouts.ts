import type { Lowering } from '../lowering/lowering.ts';
import { storedExtents } from '../lowering/stored.ts';
import type { AxisOrder } from '../lowering/stored.ts';
import type { RecordedValue } from '../recording/value.ts';

/** Permutation from tfjs's batch, height, width, channel to ONNX's batch, channel, height, width. */
export const channelsFirst = [0, 3, 1, 2];

/** Same permutation with batch and channels swapped. */
export const channelsOutermost = [3, 0, 1, 2];

/** Stores a value in full extent in this order, and returns its extents in this order. */
export function arrangedOperand(
  lowering: Lowering,
  value: RecordedValue,
  order: AxisOrder,
): { name: string; extents: number[] } {
  return { name: lowering.full(value, order), extents: storedExtents(value.shape, order) };
}
