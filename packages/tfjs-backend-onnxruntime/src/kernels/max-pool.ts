import type {
  KernelConfig,
  MaxPool3DAttrs,
  MaxPoolAttrs,
  MaxPoolGradAttrs,
  MaxPoolGradInputs,
  MaxPoolInputs,
} from '@tensorflow/tfjs';
import type { Lowering } from '../lowering/lowering.ts';
import type { NodeHandle } from '../lowering/model-builder.ts';
import { storedExtents } from '../lowering/stored.ts';
import type { AxisOrder } from '../lowering/stored.ts';
import type { Target } from '../lowering/target.ts';
import { operationType, resultOf } from '../recording/operation.ts';
import type { RecordedValue } from '../recording/value.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';
import { composedMaxPoolGradient } from './max-pool-gradient.ts';
import type { PlanePooling } from './max-pool-gradient.ts';
import { hasWidePadding, keepsAll, poolable, poolingGeometry, poolingOrder } from './pooling.ts';
import type { Poolable, PoolingGeometry } from './pooling.ts';
import { scatterSum } from './scatter-sum.ts';

/** The largest element of each window. */
export const maxPool = operationType<PoolingGeometry>(
  'MaxPool',
  (lowering, { inputs: [x], attributes, value }) => {
    const order = poolingOrder(lowering, x!);
    return {
      name: lowerMaxPool(lowering, x!, order, attributes).node.outputs[0]!,
      order,
      shape: value.shape,
    };
  },
);

/** Inputs: dy, x. The first of a window's equal maxima, by rows, gets the whole gradient. */
const maxPoolGradient = operationType<PoolingGeometry>(
  'MaxPoolGrad',
  (lowering, { inputs: [dy, x], attributes, value }) => {
    const order = poolingOrder(lowering, x!);
    const pool = lowerMaxPool(lowering, x!, order, attributes);
    const gradient = lowering.full(dy!, order);
    const name = hasIndices(lowering.target, x!)
      ? gradientByIndices(lowering, gradient, placesOfMaxima(lowering, pool), pool)
      : composedMaxPoolGradient(
          lowering,
          {
            x: pool.name,
            extents: pool.extents,
            pooled: pool.node.outputs[0]!,
            gradient,
            outExtents: [dy!.shape[1]!, dy!.shape[2]!],
          },
          pool.geometry as PlanePooling,
        );
    return { name: withoutPaddings(lowering, name, x!, order, attributes), order, shape: value.shape };
  },
);

/** The largest element of each window, in two dimensions and in three. */
export const maxPoolKernels: KernelConfig[] = ['MaxPool', 'MaxPool3D'].flatMap((name) => [
  kernel<MaxPoolInputs, MaxPoolAttrs | MaxPool3DAttrs>(name, (backend, { x }, attributes) => {
    const { geometry, outShape } = poolingGeometry(x.shape, attributes);
    if (keepsAll(geometry, x.shape, outShape)) return backend.share(x);
    const value = backend.value(x);
    const maxima = resultOf(maxPool, geometry, [castTo(value, 'float32')], outShape, 'float32');
    return backend.add(castTo(maxima, value.dtype));
  }),
  kernel<MaxPoolGradInputs, MaxPoolGradAttrs>(`${name}Grad`, (backend, { dy, input }, attributes) => {
    const { geometry } = poolingGeometry(input.shape, attributes);
    return backend.record(maxPoolGradient, geometry, backend.values(dy, input), input.shape, 'float32');
  }),
]);

/** A recorded pooling's node, and what it pools. */
export interface Pool extends Poolable {
  readonly node: NodeHandle;
}

/**
 * Finds the node of a pooling. Operations on the same windows share one node, so that the windows are searched once.
 */
export function lowerMaxPool(
  lowering: Lowering,
  x: RecordedValue,
  order: AxisOrder,
  attributes: PoolingGeometry,
): Pool {
  const images = poolable(lowering, x, order, attributes, -Infinity);
  const node = lowering.sharedNode(x, `MaxPool ${JSON.stringify(attributes)}`, (model) =>
    model.node('MaxPool', [images.name], { ...images.geometry }),
  );
  return { ...images, node };
}

/**
 * Whether indices of maxima are usable: webgpu gives none, and cuda adds scattered values in any order. Elsewhere the
 * gradient of pooling planes is composed.
 */
function hasIndices({ device }: Target, { shape }: RecordedValue): boolean {
  return device === 'cpu' || shape.length === 5;
}

/** Positions of the maxima of all windows, by rows, in the stored order. */
export function placesOfMaxima(lowering: Lowering, { node }: Pool): string {
  const { device } = lowering.target;
  if (device === 'webgpu')
    throw new Error(
      `onnxruntime does not return the positions of maxima on ${device}. Choose the device cpu.`,
    );
  return lowering.secondOutput(node);
}

function gradientByIndices(
  lowering: Lowering,
  gradient: string,
  indices: string,
  { extents, geometry }: Poolable,
): string {
  return windowsOverlap(geometry)
    ? scatterSum(lowering, gradient, indices, extents)
    : lowering.node('MaxUnpool', [gradient, indices, lowering.integers(extents)], { ...geometry });
}

function windowsOverlap({ kernel_shape, strides }: PoolingGeometry): boolean {
  return kernel_shape.some((extent, side) => extent > strides[side]!);
}

/** Cuts off paddings where they were written out. */
function withoutPaddings(
  lowering: Lowering,
  gradient: string,
  x: RecordedValue,
  order: AxisOrder,
  geometry: PoolingGeometry,
): string {
  if (!hasWidePadding(geometry)) return gradient;
  const extents = storedExtents(x.shape, order).slice(2);
  const begin = extents.map((_, side) => geometry.pads[side]!);
  const end = extents.map((extent, side) => begin[side]! + extent);
  const axes = extents.map((_, side) => side + 2);
  return lowering.node('Slice', [
    gradient,
    ...[begin, end, axes].map((numbers) => lowering.integers(numbers)),
  ]);
}
