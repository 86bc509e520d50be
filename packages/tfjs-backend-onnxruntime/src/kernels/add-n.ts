import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs';
import { elementwise } from '../lowering/elementwise.ts';
import { arithmeticType } from '../lowering/lowering.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';

const addN = elementwise('AddN', (lowering, operands, { value }) =>
  value.dtype === 'float32'
    ? lowering.node('Sum', operands)
    : operands.reduce((sum, operand) => lowering.node('Add', [sum, operand])),
);

/** Sum of any number of tensors of one shape, such as the gradients of a tensor that is used several times. */
export const addNKernels: KernelConfig[] = [
  kernel<TensorInfo[]>('AddN', (backend, inputs) => {
    const dtype = arithmeticType(backend.value(inputs[0]!).dtype);
    const values = backend.values(...inputs).map((value) => castTo(value, dtype));
    return backend.record(addN, {}, values, inputs[0]!.shape, dtype);
  }),
];
