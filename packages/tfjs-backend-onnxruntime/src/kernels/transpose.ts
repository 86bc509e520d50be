import type { KernelConfig, TransposeAttrs, TransposeInputs } from '@tensorflow/tfjs';
import { operationType, resultOf } from '../recording/operation.ts';
import type { RecordedValue } from '../recording/value.ts';
import { kernel } from './kernel.ts';

/** Renames the axes without moving elements. An operation that needs another order in memory requests it. */
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
  kernel<TransposeInputs, TransposeAttrs>('Transpose', (backend, { x }, { perm }) =>
    backend.add(transposed(backend.value(x), perm)),
  ),
];

/** Reorders the axes of a value, inside a kernel. */
export function transposed(value: RecordedValue, perm: number[]): RecordedValue {
  const shape = perm.map((axis) => value.shape[axis]!);
  return resultOf(transpose, { perm }, [value], shape, value.dtype);
}
