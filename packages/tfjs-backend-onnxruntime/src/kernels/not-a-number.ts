import type { Lowering } from '../lowering/lowering.ts';

/** Where an ONNX value is NaN. onnxruntime cannot ask that on webgpu, but only NaN differs from itself. */
export function isNaN(lowering: Lowering, x: string): string {
  return lowering.target.device === 'webgpu'
    ? lowering.node('Not', [lowering.node('Equal', [x, x])])
    : lowering.node('IsNaN', [x]);
}

/** The ONNX value with a number in place of NaN. */
export function replaceNaN(lowering: Lowering, x: string, replacement: number): string {
  return lowering.node('Where', [isNaN(lowering, x), lowering.scalar(replacement, 'float32'), x]);
}
