import { backend_util, util } from '@tensorflow/tfjs';
import type { GatherV2Attrs, GatherV2Inputs, KernelConfig } from '@tensorflow/tfjs';
import { naturalOrder, sizeOf } from '../lowering/stored.ts';
import { operationType } from '../recording/operation.ts';
import type { RecordedValue } from '../recording/value.ts';
import { gatheredNd } from './gather-nd.ts';
import { withoutNegative } from './indices.ts';
import { kernel } from './kernel.ts';
import { reshapeTo } from './reshape.ts';
import { transposed } from './transpose.ts';

const gather = operationType<{ axis: number }>('GatherV2', (lowering, { inputs, attributes, value }) => {
  const [x, indices] = inputs as [RecordedValue, RecordedValue];
  const { axis } = attributes;
  return {
    name: lowering.node('Gather', [lowering.full(x), withoutNegative(lowering, indices)], { axis }),
    order: naturalOrder(value.shape.length),
    shape: value.shape,
  };
});

/** Slices of a tensor chosen by their indices. */
export const gatherKernels: KernelConfig[] = [
  kernel<GatherV2Inputs, GatherV2Attrs>('GatherV2', (backend, { x, indices }, attributes) => {
    const [axis] = util.parseAxisParam(attributes.axis, x.shape) as [number];
    const operands = backend.values(x, indices) as [RecordedValue, RecordedValue];
    checkIndices(operands[1], x.shape[axis]!);
    if (attributes.batchDims !== 0)
      return backend.add(gatheredInBatches(...operands, axis, attributes.batchDims));
    const shape = x.shape.toSpliced(axis, 1, ...indices.shape);
    return backend.record(gather, { axis }, operands, shape, x.dtype);
  }),
];

/** Each index chooses only within its batch, which the leading axes of both operands number. */
function gatheredInBatches(
  x: RecordedValue,
  indices: RecordedValue,
  axis: number,
  batchAxes: number,
): RecordedValue {
  const { batchSize, outerSize, dimSize, sliceSize, outputShape } =
    backend_util.segment_util.collectGatherOpShapeInfo(x as never, indices as never, axis, batchAxes);
  const count = sizeOf(indices.shape) / batchSize;
  const candidates = transposed(reshapeTo(x, [batchSize, outerSize, dimSize, sliceSize]), [0, 2, 1, 3]);
  const places = reshapeTo(indices, [batchSize, count, 1]);
  const chosen = gatheredNd(candidates, places, [batchSize, count, outerSize, sliceSize], 1);
  return reshapeTo(transposed(chosen, [0, 2, 1, 3]), outputShape);
}

/** Checks known indices; onnxruntime checks those that are computed later. */
function checkIndices({ contents }: RecordedValue, extent: number): void {
  const wrong = contents?.find((index) => index < 0 || index >= extent);
  util.assert(wrong === undefined, () => `GatherV2: the index value ${wrong} is not in [0, ${extent - 1}]`);
}
