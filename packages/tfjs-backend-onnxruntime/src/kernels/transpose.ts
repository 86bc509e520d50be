import type { KernelConfig, TransposeAttrs, TransposeInputs } from '@tensorflow/tfjs';
import { operationType } from '../recording/operation.ts';
import { kernel } from './kernel.ts';

/** Moves nothing: it renames the axes, and whoever needs another order in memory asks for it. */
const transpose = operationType<{ perm: number[] }>('Transpose', (lowering, { inputs, attributes }) => {
  const { name, order, shape } = lowering.stored(inputs[0]!);
  return {
    name,
    order: order.map((axis) => attributes.perm.indexOf(axis)),
    shape: attributes.perm.map((axis) => shape[axis]!),
  };
});

/** Another order of the axes. */
export const transposeKernels: KernelConfig[] = [
  kernel<TransposeInputs, TransposeAttrs>('Transpose', (backend, { x }, { perm }) => {
    const shape = perm.map((axis) => x.shape[axis]!);
    return backend.record(transpose, { perm }, [backend.value(x)], shape, x.dtype);
  }),
];
