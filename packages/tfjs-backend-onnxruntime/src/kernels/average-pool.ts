import type {
  AvgPoolAttrs,
  AvgPoolGradAttrs,
  AvgPoolGradInputs,
  AvgPoolInputs,
  KernelConfig,
} from '@tensorflow/tfjs';
import { storedExtents } from '../lowering/stored.ts';
import { operationType } from '../recording/operation.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';
import { keepsAll, poolingGeometry, poolingOrder } from './pooling.ts';
import type { PoolingGeometry } from './pooling.ts';

/** Paddings do not count. */
const averagePool = operationType<PoolingGeometry>(
  'AvgPool',
  (lowering, { inputs: [x], attributes, value }) => {
    const order = poolingOrder(lowering, x!);
    const name = lowering.node('AveragePool', [lowering.full(x!, order)], { ...attributes });
    return { name, order, shape: value.shape };
  },
);

/**
 * Spreads each gradient over its window: a transposed convolution of each channel by itself. Like tfjs's own backends
 * it divides by the size of the window even where part of it is padding.
 */
const averagePoolGradient = operationType<PoolingGeometry>(
  'AvgPoolGrad',
  (lowering, { inputs: [dy], attributes, value }) => {
    const { kernel_shape, strides, pads } = attributes;
    const order = poolingOrder(lowering, dy!);
    const [outer, inner, height, width] = storedExtents(value.shape, order) as [
      number,
      number,
      number,
      number,
    ];
    const windowSize = kernel_shape[0] * kernel_shape[1];
    const window = new Array<number>(windowSize).fill(1 / windowSize);
    const planes = lowering.reshape(lowering.full(dy!, order), [
      outer * inner,
      1,
      dy!.shape[1]!,
      dy!.shape[2]!,
    ]);
    const filter = lowering.constant(window, [1, 1, ...kernel_shape], 'float32');
    const uncovered = [height, width].map(
      (extent, side) =>
        extent +
        pads[side]! +
        pads[side + 2]! -
        kernel_shape[side]! -
        (dy!.shape[side + 1]! - 1) * strides[side]!,
    );
    const spread = lowering.node('ConvTranspose', [planes, filter], {
      strides,
      pads,
      output_padding: uncovered,
    });
    return { name: lowering.reshape(spread, [outer, inner, height, width]), order, shape: value.shape };
  },
);

/** The mean of each window. */
export const averagePoolKernels: KernelConfig[] = [
  kernel<AvgPoolInputs, AvgPoolAttrs>('AvgPool', (backend, { x }, attributes) => {
    const { geometry, outShape } = poolingGeometry(x.shape, attributes);
    const value = castTo(backend.value(x), 'float32');
    if (keepsAll(geometry, x.shape, outShape)) return backend.add(value);
    return backend.record(averagePool, geometry, [value], outShape, 'float32');
  }),
  kernel<AvgPoolGradInputs, AvgPoolGradAttrs>('AvgPoolGrad', (backend, { dy, input }, attributes) => {
    const { geometry } = poolingGeometry(input.shape, attributes);
    return backend.record(averagePoolGradient, geometry, [backend.value(dy)], input.shape, 'float32');
  }),
];
