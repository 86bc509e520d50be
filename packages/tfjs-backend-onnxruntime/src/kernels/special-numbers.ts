import type { Lowering } from '../lowering/lowering.ts';

// onnxruntime cannot ask on webgpu what kind of number there is, but it can compare.

/** Where an ONNX value is NaN: only that differs from itself. */
export function isNaN(lowering: Lowering, x: string): string {
  return lowering.target.device === 'webgpu'
    ? lowering.node('Not', [lowering.node('Equal', [x, x])])
    : lowering.node('IsNaN', [x]);
}

/** Where an ONNX value is infinite, with either sign. */
export function isInfinite(lowering: Lowering, x: string): string {
  return lowering.target.device === 'webgpu'
    ? lowering.node('Equal', [lowering.node('Abs', [x]), lowering.scalar(Infinity, 'float32')])
    : lowering.node('IsInf', [x]);
}

/** The ONNX value with a number in place of NaN. */
export function replaceNaN(lowering: Lowering, x: string, replacement: number): string {
  return lowering.node('Where', [isNaN(lowering, x), lowering.scalar(replacement, 'float32'), x]);
}
