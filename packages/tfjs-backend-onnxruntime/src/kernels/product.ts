import { naturalOrder } from '../lowering/stored.ts';
import type { Lowering } from '../lowering/lowering.ts';
import type { Target } from '../lowering/target.ts';

/** A matrix, or a batch of matrices, whose last two axes may be stored swapped. */
export interface Factor {
  readonly name: string;
  readonly rank: number;
  readonly transposed: boolean;
}

/** Multiplies two matrices of real numbers, or two batches of them, and avoids transposing them beforehand. */
export function multiply(lowering: Lowering, left: Factor, right: Factor): string {
  if (!left.transposed && !right.transposed) return lowering.node('MatMul', [left.name, right.name]);
  const flags = { transA: left.transposed ? 1 : 0, transB: right.transposed ? 1 : 0 };
  if (hasFusedMatMul(lowering.target))
    return lowering.node('FusedMatMul', [left.name, right.name], flags, { domain: 'com.microsoft' });
  if (left.rank === 2 && right.rank === 2) return lowering.node('Gemm', [left.name, right.name], flags);
  return lowering.node('MatMul', [untransposed(lowering, left), untransposed(lowering, right)]);
}

/** Whether to use onnxruntime's own operator, which is missing on webgpu. */
function hasFusedMatMul({ device, portable }: Target): boolean {
  return !portable && device !== 'webgpu';
}

function untransposed(lowering: Lowering, { name, rank, transposed }: Factor): string {
  if (!transposed) return name;
  return lowering.node('Transpose', [name], { perm: [...naturalOrder(rank - 2), rank - 1, rank - 2] });
}
