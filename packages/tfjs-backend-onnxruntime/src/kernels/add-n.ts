import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs';
import { elementwise } from '../lowering/elementwise.ts';
import { kernel } from './kernel.ts';

const addN = elementwise('AddN', (lowering, operands, { value }) =>
  value.dtype === 'float32'
    ? lowering.node('Sum', operands)
    : operands.reduce((sum, operand) => lowering.node('Add', [sum, operand])),
);

/** The sum of any number of tensors of one shape; gradients of a tensor that is used more than once. */
export const addNKernels: KernelConfig[] = [
  kernel<TensorInfo[]>('AddN', (backend, inputs) => {
    const values = inputs.map((input) => backend.value(input));
    return backend.record(addN, {}, values, inputs[0]!.shape, inputs[0]!.dtype);
  }),
];
