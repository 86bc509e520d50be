import type {
  AvgPool3DAttrs,
  AvgPoolAttrs,
  AvgPoolGradAttrs,
  AvgPoolGradInputs,
  AvgPoolInputs,
  KernelConfig,
} from '@tensorflow/tfjs';
import type { Lowering } from '../lowering/lowering.ts';
import { sizeOf, storedExtents } from '../lowering/stored.ts';
import { operationType } from '../recording/operation.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';
import { hasWidePadding, keepsAll, poolable, poolingGeometry, poolingOrder } from './pooling.ts';
import type { PoolingGeometry } from './pooling.ts';

/** Averages each window without its paddings. */
const averagePool = operationType<PoolingGeometry>(
  'AvgPool',
  (lowering, { inputs: [x], attributes, value }) => {
    const order = poolingOrder(lowering, x!);
    const { name, geometry } = poolable(lowering, x!, order, attributes, 0);
    const mean = lowering.node('AveragePool', [name], { ...geometry });
    const isCounted = hasWidePadding(attributes);
    return {
      name: isCounted ? withoutPaddings(lowering, mean, attributes, x!.shape, value.shape) : mean,
      order,
      shape: value.shape,
    };
  },
);

/**
 * Spreads each gradient over its window, as a transposed convolution of each channel. Like tfjs's own backends it
 * divides by the size of the window even where part of it is padding.
 */
const averagePoolGradient = operationType<PoolingGeometry>(
  'AvgPoolGrad',
  (lowering, { inputs: [dy], attributes, value }) => {
    const { kernel_shape, strides, pads } = attributes;
    const order = poolingOrder(lowering, dy!);
    const [outer, inner, ...extents] = storedExtents(value.shape, order) as [number, number, ...number[]];
    const counts = dy!.shape.slice(1, -1);
    const windowSize = sizeOf(kernel_shape);
    const window = new Array<number>(windowSize).fill(1 / windowSize);
    const planes = lowering.reshape(lowering.full(dy!, order), [outer * inner, 1, ...counts]);
    const filter = lowering.constant(window, [1, 1, ...kernel_shape], 'float32');
    const uncovered = extents.map((extent, side) => {
      const covered = (counts[side]! - 1) * strides[side]! + kernel_shape[side]!;
      return extent + pads[side]! + pads[side + extents.length]! - covered;
    });
    const attributesOfSpread = { strides, pads, output_padding: uncovered };
    const spread = lowering.node('ConvTranspose', [planes, filter], attributesOfSpread);
    return { name: lowering.reshape(spread, [outer, inner, ...extents]), order, shape: value.shape };
  },
);

/** The mean of each window, in two dimensions and in three. */
export const averagePoolKernels: KernelConfig[] = ['AvgPool', 'AvgPool3D'].flatMap((name) => [
  kernel<AvgPoolInputs, AvgPoolAttrs | AvgPool3DAttrs>(name, (backend, { x }, attributes) => {
    const { geometry, outShape } = poolingGeometry(x.shape, attributes);
    const value = castTo(backend.value(x), 'float32');
    if (keepsAll(geometry, x.shape, outShape)) return backend.add(value);
    return backend.record(averagePool, geometry, [value], outShape, 'float32');
  }),
  kernel<AvgPoolGradInputs, AvgPoolGradAttrs>(`${name}Grad`, (backend, { dy, input }, attributes) => {
    const { geometry } = poolingGeometry(input.shape, attributes);
    return backend.record(averagePoolGradient, geometry, [backend.value(dy)], input.shape, 'float32');
  }),
]);

/** Corrects means that count padding as zeros, so that padding does not count; zero for windows of padding only. */
function withoutPaddings(
  lowering: Lowering,
  mean: string,
  { kernel_shape, strides, pads }: PoolingGeometry,
  inputShape: readonly number[],
  outShape: readonly number[],
): string {
  return kernel_shape.reduce((result, window, side) => {
    const factors = Array.from({ length: outShape[side + 1]! }, (_, i) => {
      const begin = i * strides[side]! - pads[side]!;
      const count = Math.min(begin + window, inputShape[side + 1]!) - Math.max(begin, 0);
      return window / Math.max(count, 1);
    });
    const following = kernel_shape.slice(side + 1).map(() => 1);
    return lowering.node('Mul', [
      result,
      lowering.constant(factors, [factors.length, ...following], 'float32'),
    ]);
  }, mean);
}
