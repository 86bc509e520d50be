import type { KernelConfig, OneHotAttrs, OneHotInputs } from '@tensorflow/tfjs';
import { naturalOrder } from '../lowering/stored.ts';
import { operationType } from '../recording/operation.ts';
import { scalarLeaf } from '../recording/value.ts';
import type { ElementType } from '../recording/value.ts';
import { kernel } from './kernel.ts';

/** Compares with 0 .. depth - 1, because ONNX's OneHot counts negative indices from the end. */
const oneHot = operationType<{ depth: number }>('OneHot', (lowering, { inputs, attributes, value }) => {
  const [indices, on, off] = inputs.map((input) => lowering.full(input));
  const { depth } = attributes;
  const classes = lowering.constant(naturalOrder(depth), [depth], 'int32');
  const column = lowering.reshape(indices!, [...inputs[0]!.shape, 1]);
  return {
    name: lowering.node('Where', [lowering.node('Equal', [column, classes]), on!, off!]),
    order: naturalOrder(value.shape.length),
    shape: value.shape,
  };
});

/** Class numbers as vectors. */
export const oneHotKernels: KernelConfig[] = [
  kernel<OneHotInputs, OneHotAttrs>('OneHot', (backend, { indices }, { dtype, depth, onValue, offValue }) => {
    const type = dtype as ElementType;
    const inputs = [backend.value(indices), scalarLeaf(onValue, type), scalarLeaf(offValue, type)];
    return backend.record(oneHot, { depth }, inputs, [...indices.shape, depth], type);
  }),
];
