import type { Lowering } from '../lowering/lowering.ts';
import type { RecordedValue } from '../recording/value.ts';

/** Number above the extent of any axis. */
const TOO_LARGE = 2 ** 31 - 1;

/**
 * Replaces negative indices, which ONNX would count from the end, by one that is too large, so that ONNX rejects it.
 */
export function withoutNegative(lowering: Lowering, indices: RecordedValue): string {
  const name = lowering.full(indices);
  const isNegative = lowering.node('Less', [name, lowering.scalar(0, 'int32')]);
  return lowering.node('Where', [isNegative, lowering.scalar(TOO_LARGE, 'int32'), name]);
}
