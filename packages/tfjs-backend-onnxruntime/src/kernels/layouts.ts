import type { Lowering } from '../lowering/lowering.ts';
import { storedExtents } from '../lowering/stored.ts';
import type { AxisOrder } from '../lowering/stored.ts';
import type { RecordedValue } from '../recording/value.ts';

/** Images as ONNX wants them: batch, channel, height, width of tfjs's batch, height, width, channel. */
export const channelsFirst = [0, 3, 1, 2];

/** The same with batch and channels swapped. */
export const channelsOutermost = [3, 0, 1, 2];

/** A value in full extent, stored in this order, with its extents in this order. */
export function arrangedOperand(
  lowering: Lowering,
  value: RecordedValue,
  order: AxisOrder,
): { name: string; extents: number[] } {
  return { name: lowering.full(value, order), extents: storedExtents(value.shape, order) };
}
