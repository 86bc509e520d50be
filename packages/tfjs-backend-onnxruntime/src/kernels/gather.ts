import { util } from '@tensorflow/tfjs';
import type { GatherV2Attrs, GatherV2Inputs, KernelConfig } from '@tensorflow/tfjs';
import type { Lowering } from '../lowering/lowering.ts';
import { naturalOrder } from '../lowering/stored.ts';
import { operationType } from '../recording/operation.ts';
import type { RecordedValue } from '../recording/value.ts';
import { kernel } from './kernel.ts';

const gather = operationType<{ axis: number }>('GatherV2', (lowering, { inputs, attributes, value }) => {
  const [x, indices] = inputs as [RecordedValue, RecordedValue];
  const { axis } = attributes;
  return {
    name: lowering.node('Gather', [lowering.full(x), withoutNegative(lowering, indices, x.shape[axis]!)], {
      axis,
    }),
    order: naturalOrder(value.shape.length),
    shape: value.shape,
  };
});

/** Slices of a tensor chosen by their indices. */
export const gatherKernels: KernelConfig[] = [
  kernel<GatherV2Inputs, GatherV2Attrs>('GatherV2', (backend, { x, indices }, attributes) => {
    if (attributes.batchDims !== 0)
      throw new Error("The backend 'onnxruntime' lacks batch axes in the kernel GatherV2.");
    const [axis] = util.parseAxisParam(attributes.axis, x.shape) as [number];
    const shape = x.shape.toSpliced(axis, 1, ...indices.shape);
    const operands = backend.values(x, indices);
    checkIndices(operands[1]!, x.shape[axis]!);
    return backend.record(gather, { axis }, operands, shape, x.dtype);
  }),
];

/** Indices that are yet to be computed are left to onnxruntime. */
function checkIndices({ contents }: RecordedValue, extent: number): void {
  const wrong = contents?.find((index) => index < 0 || index >= extent);
  util.assert(wrong === undefined, () => `GatherV2: the index value ${wrong} is not in [0, ${extent - 1}]`);
}

/** ONNX would count negative indices from the end; `extent` it rejects. */
function withoutNegative(lowering: Lowering, indices: RecordedValue, extent: number): string {
  const name = lowering.full(indices);
  const isNegative = lowering.node('Less', [name, lowering.scalar(0, 'int32')]);
  return lowering.node('Where', [isNegative, lowering.scalar(extent, 'int32'), name]);
}
