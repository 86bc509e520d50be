import { gather_util } from '@tensorflow/tfjs';
import type { GatherNdInputs, KernelConfig } from '@tensorflow/tfjs';
import { naturalOrder } from '../lowering/stored.ts';
import { operationType, resultOf } from '../recording/operation.ts';
import type { RecordedValue } from '../recording/value.ts';
import { withoutNegative } from './indices.ts';
import { kernel } from './kernel.ts';

const gatherNd = operationType<{ batchAxes: number }>(
  'GatherNd',
  (lowering, { inputs, attributes, value }) => {
    const [x, indices] = inputs as [RecordedValue, RecordedValue];
    const places = lowering.cast(withoutNegative(lowering, indices), 'int64');
    return {
      name: lowering.node('GatherND', [lowering.full(x), places], {
        batch_dims: attributes.batchAxes,
      }),
      order: naturalOrder(value.shape.length),
      shape: value.shape,
    };
  },
);

/** Elements or slices of a tensor, each chosen by a list of indices, one for each leading axis. */
export const gatherNdKernels: KernelConfig[] = [
  kernel<GatherNdInputs>('GatherNd', (backend, { params, indices }) => {
    const [shape] = gather_util.prepareAndValidate(params as never, indices as never);
    return backend.add(gatheredNd(backend.value(params), backend.value(indices), shape));
  }),
];

/**
 * Selects elements or slices of a value, inside a kernel. The indices have the batch axes of `x`; their last axis is
 * the position in `x` after these.
 */
export function gatheredNd(
  x: RecordedValue,
  indices: RecordedValue,
  shape: readonly number[],
  batchAxes: number = 0,
): RecordedValue {
  return resultOf(gatherNd, { batchAxes }, [x, indices], shape, x.dtype);
}
