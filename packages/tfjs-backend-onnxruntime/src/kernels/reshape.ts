import { util } from '@tensorflow/tfjs';
import type {
  ExpandDimsAttrs,
  ExpandDimsInputs,
  IdentityInputs,
  KernelConfig,
  ReshapeAttrs,
  ReshapeInputs,
} from '@tensorflow/tfjs';
import { naturalOrder, sameNumbers } from '../lowering/stored.ts';
import { operationType, resultOf } from '../recording/operation.ts';
import { leaf } from '../recording/value.ts';
import type { RecordedValue } from '../recording/value.ts';
import { kernel } from './kernel.ts';

const reshape = operationType('Reshape', (lowering, { inputs: [x], value }) => ({
  name: lowering.reshape(lowering.full(x!), value.shape),
  order: naturalOrder(value.shape.length),
  shape: value.shape,
}));

/** The same elements in another shape. */
export const reshapeKernels: KernelConfig[] = [
  kernel<IdentityInputs>('Identity', (backend, { x }) => backend.share(x)),
  kernel<ReshapeInputs, ReshapeAttrs>('Reshape', (backend, { x }, { shape }) => {
    const inferred = util.inferFromImplicitShape(shape, util.sizeFromShape(x.shape));
    return backend.add(reshapeTo(backend.value(x), inferred));
  }),
  kernel<ExpandDimsInputs, ExpandDimsAttrs>('ExpandDims', (backend, { input }, { dim }) => {
    const rank = input.shape.length;
    util.assert(dim >= -(rank + 1), () => `Axis must be in the interval [${-(rank + 1)}, ${rank}]`);
    const axis = dim < 0 ? rank + dim + 1 : dim;
    return backend.add(reshapeTo(backend.value(input), input.shape.toSpliced(axis, 0, 1)));
  }),
];

/** Reshapes a value, inside a kernel. */
export function reshapeTo(value: RecordedValue, shape: readonly number[]): RecordedValue {
  if (value.contents) return leaf(value.contents, shape, value.dtype);
  if (sameNumbers(value.shape, shape)) return value;
  return resultOf(reshape, {}, [value], shape, value.dtype);
}
