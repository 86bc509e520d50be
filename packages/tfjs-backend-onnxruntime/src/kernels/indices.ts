import type { Lowering } from '../lowering/lowering.ts';
import type { RecordedValue } from '../recording/value.ts';

/** No tensor has so many elements along an axis. */
const TOO_LARGE = 2 ** 31 - 1;

/** Indices for ONNX, which would count negative ones from the end; one that is too large it rejects. */
export function withoutNegative(lowering: Lowering, indices: RecordedValue): string {
  const name = lowering.full(indices);
  const isNegative = lowering.node('Less', [name, lowering.scalar(0, 'int32')]);
  return lowering.node('Where', [isNegative, lowering.scalar(TOO_LARGE, 'int32'), name]);
}
