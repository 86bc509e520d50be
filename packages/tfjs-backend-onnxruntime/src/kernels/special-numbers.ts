import type { Lowering } from '../lowering/lowering.ts';

// On webgpu, onnxruntime has no tests for NaN and infinity, but it can compare.

/** Tests where an ONNX value is NaN, the only value that differs from itself. */
export function isNaN(lowering: Lowering, x: string): string {
  return lowering.target.device === 'webgpu'
    ? lowering.node('Not', [lowering.node('Equal', [x, x])])
    : lowering.node('IsNaN', [x]);
}

/** Tests where an ONNX value is infinite, with either sign. */
export function isInfinite(lowering: Lowering, x: string): string {
  return lowering.target.device === 'webgpu'
    ? lowering.node('Equal', [lowering.node('Abs', [x]), lowering.scalar(Infinity, 'float32')])
    : lowering.node('IsInf', [x]);
}

/** Replaces NaN in an ONNX value by a number. */
export function replaceNaN(lowering: Lowering, x: string, replacement: number): string {
  return lowering.node('Where', [isNaN(lowering, x), lowering.scalar(replacement, 'float32'), x]);
}
