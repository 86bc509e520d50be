import type {
  KernelConfig,
  MaxPoolAttrs,
  MaxPoolGradAttrs,
  MaxPoolGradInputs,
  MaxPoolInputs,
} from '@tensorflow/tfjs';
import type { Lowering } from '../lowering/lowering.ts';
import type { NodeHandle } from '../lowering/model-builder.ts';
import { sizeOf, storedExtents } from '../lowering/stored.ts';
import type { AxisOrder } from '../lowering/stored.ts';
import type { Target } from '../lowering/target.ts';
import { operationType, resultOf } from '../recording/operation.ts';
import type { RecordedValue } from '../recording/value.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';
import { composedMaxPoolGradient } from './max-pool-gradient.ts';
import { keepsAll, poolingGeometry, poolingOrder } from './pooling.ts';
import type { PoolingGeometry } from './pooling.ts';

export const maxPool = operationType<PoolingGeometry>(
  'MaxPool',
  (lowering, { inputs: [x], attributes, value }) => {
    const order = poolingOrder(lowering, x!);
    return { name: lowerMaxPool(lowering, x!, order, attributes).outputs[0]!, order, shape: value.shape };
  },
);

/** Inputs: dy, x. The first of a window's equal maxima, by rows, gets the whole gradient. */
const maxPoolGradient = operationType<PoolingGeometry>(
  'MaxPoolGrad',
  (lowering, { inputs: [dy, x], attributes, value }) => {
    const order = poolingOrder(lowering, x!);
    const pool = lowerMaxPool(lowering, x!, order, attributes);
    const gradient = lowering.full(dy!, order);
    const extents = storedExtents(value.shape, order);
    const name = hasIndices(lowering.target)
      ? gradientByIndices(lowering, gradient, lowering.secondOutput(pool), extents, attributes)
      : composedMaxPoolGradient(
          lowering,
          {
            x: lowering.full(x!, order),
            extents,
            pooled: pool.outputs[0]!,
            gradient,
            outExtents: [dy!.shape[1]!, dy!.shape[2]!],
          },
          attributes,
        );
    return { name, order, shape: value.shape };
  },
);

/** The largest element of each window. */
export const maxPoolKernels: KernelConfig[] = [
  kernel<MaxPoolInputs, MaxPoolAttrs>('MaxPool', (backend, { x }, attributes) => {
    const { geometry, outShape } = poolingGeometry(x.shape, attributes);
    if (keepsAll(geometry, x.shape, outShape)) return backend.share(x);
    const value = backend.value(x);
    const pooled = resultOf(maxPool, geometry, [castTo(value, 'float32')], outShape, 'float32');
    return backend.add(castTo(pooled, value.dtype));
  }),
  kernel<MaxPoolGradInputs, MaxPoolGradAttrs>('MaxPoolGrad', (backend, { dy, input }, attributes) => {
    const { geometry } = poolingGeometry(input.shape, attributes);
    return backend.record(maxPoolGradient, geometry, backend.values(dy, input), input.shape, 'float32');
  }),
];

/** Forward pass and gradient share one node, so that the windows are searched once. */
function lowerMaxPool(
  lowering: Lowering,
  x: RecordedValue,
  order: AxisOrder,
  geometry: PoolingGeometry,
): NodeHandle {
  return lowering.sharedNode(x, `MaxPool ${JSON.stringify(geometry)}`, (model) =>
    model.node('MaxPool', [lowering.full(x, order)], { ...geometry }),
  );
}

/** webgpu gives no indices of maxima, and what cuda scatters it adds in any order: other bits each time. */
function hasIndices({ device }: Target): boolean {
  return device === 'cpu';
}

function gradientByIndices(
  lowering: Lowering,
  gradient: string,
  indices: string,
  extents: number[],
  geometry: PoolingGeometry,
): string {
  return windowsOverlap(geometry)
    ? scatterSum(lowering, gradient, indices, extents)
    : lowering.node('MaxUnpool', [gradient, indices, lowering.integers(extents)], { ...geometry });
}

function windowsOverlap({ kernel_shape, strides }: PoolingGeometry): boolean {
  return kernel_shape.some((extent, side) => extent > strides[side]!);
}

/** Adds each gradient where its maximum was; an element may be the maximum of several windows. */
function scatterSum(lowering: Lowering, gradient: string, indices: string, extents: number[]): string {
  const zeros = lowering.node('Expand', [
    lowering.scalar(0, 'float32'),
    lowering.integers([sizeOf(extents)]),
  ]);
  const [places, updates] = [indices, gradient].map((name) => lowering.reshape(name, [-1]));
  const sum = lowering.node('ScatterElements', [zeros, places!, updates!], { axis: 0, reduction: 'add' });
  return lowering.reshape(sum, extents);
}
