import { util } from '@tensorflow/tfjs';
import type { KernelConfig, MaxPoolWithArgmaxAttrs, MaxPoolWithArgmaxInputs } from '@tensorflow/tfjs';
import { elementwise } from '../lowering/elementwise.ts';
import type { AxisOrder } from '../lowering/stored.ts';
import { operationType, resultOf } from '../recording/operation.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';
import { lowerMaxPool, maxPool, placesOfMaxima } from './max-pool.ts';
import { hasWidePadding, poolingGeometry, poolingOrder } from './pooling.ts';
import type { PoolingGeometry } from './pooling.ts';
import { replaceNaN } from './special-numbers.ts';

/** Value of paddings, which is never the maximum of a window with another number. */
const withoutNaN = elementwise('WithoutNaN', (lowering, [x]) => replaceNaN(lowering, x!, -Infinity));

/**
 * Position of each window's largest element in the image, or in the batch, by rows with channels last; -1 for windows
 * that contain only padding.
 */
const maxPoolPositions = operationType<PoolingGeometry & { ofBatch: boolean }>(
  'MaxPoolPositions',
  (lowering, { inputs: [x], attributes: { ofBatch, ...attributes }, value }) => {
    const order = poolingOrder(lowering, x!);
    const pool = lowerMaxPool(lowering, x!, order, attributes);
    const integer = (size: number) => lowering.scalar(size, 'int64');
    const apply = (operator: string, a: string, b: string) => lowering.node(operator, [a, b]);
    const [, , rows, columns] = pool.extents as [number, number, number, number];
    const [, height, width, channels] = x!.shape as [number, number, number, number];
    const [top, left] = hasWidePadding(attributes) ? (attributes.pads as [number, number]) : [0, 0];
    const inPlane = apply('Mod', placesOfMaxima(lowering, pool), integer(rows * columns));
    const row = apply('Div', inPlane, integer(columns));
    const column = apply('Mod', inPlane, integer(columns));
    const ofRow = apply('Mul', row, integer(width * channels));
    const ofColumn = apply('Mul', column, integer(channels));
    const firstOfImage = ofBatch ? height * width * channels : 0;
    const offsets = planesOf(x!.shape, order).map(
      ({ image, channel }) => image * firstOfImage + channel - (top * width + left) * channels,
    );
    const planes = lowering.constant(offsets, [...pool.extents.slice(0, 2), 1, 1], 'int64');
    const positions = lowering.node('Add', [apply('Add', ofRow, ofColumn), planes]);
    const isEmpty = apply('Equal', pool.node.outputs[0]!, lowering.scalar(-Infinity, 'float32'));
    const found = lowering.node('Where', [isEmpty, integer(-1), positions]);
    return { name: lowering.cast(found, 'int32'), order, shape: value.shape };
  },
);

/** Largest element of each window, and its position. */
export const maxPoolWithArgmaxKernels: KernelConfig[] = [
  kernel<MaxPoolWithArgmaxInputs, MaxPoolWithArgmaxAttrs>(
    'MaxPoolWithArgmax',
    (backend, { x }, { includeBatchInIndex, ...attributes }) => {
      util.assert(
        x.shape.length === 4,
        () => `Error in maxPoolWithArgmax: x has rank ${x.shape.length}, not 4.`,
      );
      const { geometry, outShape } = poolingGeometry(x.shape, attributes);
      const value = castTo(backend.value(x), 'float32');
      const numbers = resultOf(withoutNaN, {}, [value], x.shape, 'float32');
      const maxima = resultOf(maxPool, geometry, [numbers], outShape, 'float32');
      const positions = { ...geometry, ofBatch: includeBatchInIndex };
      return [
        backend.add(castTo(maxima, backend.value(x).dtype)),
        backend.record(maxPoolPositions, positions, [numbers], outShape, 'int32'),
      ];
    },
  ),
];

/** Planes of images in their stored order. */
function planesOf(shape: readonly number[], order: AxisOrder): { image: number; channel: number }[] {
  const [outer, inner] = order.slice(0, 2) as [number, number];
  return Array.from({ length: shape[outer]! * shape[inner]! }, (_, i) => {
    const [first, second] = [Math.floor(i / shape[inner]!), i % shape[inner]!];
    return outer === 0 ? { image: first, channel: second } : { image: second, channel: first };
  });
}
