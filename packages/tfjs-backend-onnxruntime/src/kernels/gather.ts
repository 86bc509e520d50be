import { util } from '@tensorflow/tfjs';
import type { GatherV2Attrs, GatherV2Inputs, KernelConfig } from '@tensorflow/tfjs';
import { naturalOrder } from '../lowering/stored.ts';
import { operationType } from '../recording/operation.ts';
import { kernel } from './kernel.ts';

const gather = operationType<{ axis: number }>('GatherV2', (lowering, { inputs, attributes, value }) => ({
  name: lowering.node('Gather', [lowering.full(inputs[0]!), lowering.full(inputs[1]!)], {
    axis: attributes.axis,
  }),
  order: naturalOrder(value.shape.length),
  shape: value.shape,
}));

/** Slices of a tensor chosen by their indices. */
export const gatherKernels: KernelConfig[] = [
  kernel<GatherV2Inputs, GatherV2Attrs>('GatherV2', (backend, { x, indices }, attributes) => {
    if (attributes.batchDims !== 0)
      throw new Error("The backend 'onnxruntime' lacks batch axes in the kernel GatherV2.");
    const [axis] = util.parseAxisParam(attributes.axis, x.shape) as [number];
    const shape = x.shape.toSpliced(axis, 1, ...indices.shape);
    const values = [backend.value(x), backend.value(indices)];
    return backend.record(gather, { axis }, values, shape, x.dtype);
  }),
];
