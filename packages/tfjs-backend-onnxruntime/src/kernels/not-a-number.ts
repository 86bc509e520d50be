import type { Lowering } from '../lowering/lowering.ts';

/** Where an ONNX value is NaN. onnxruntime cannot ask that on webgpu, but only NaN differs from itself. */
export function isNaN(lowering: Lowering, x: string): string {
  return lowering.target.device === 'webgpu'
    ? lowering.node('Not', [lowering.node('Equal', [x, x])])
    : lowering.node('IsNaN', [x]);
}
