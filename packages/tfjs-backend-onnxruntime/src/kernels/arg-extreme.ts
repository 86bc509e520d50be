import { util } from '@tensorflow/tfjs';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs';
import { operationType } from '../recording/operation.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';
import { replaceNaN } from './special-numbers.ts';
import { reducedShape, withoutAxes } from './reduce.ts';

/** Value that is never the extreme if there is another number. */
const leastExtreme = { ArgMax: -Infinity, ArgMin: Infinity };

/** Position of the first extreme along an axis; NaN is not an extreme. */
export const argExtremeKernels: KernelConfig[] = (['ArgMax', 'ArgMin'] as const).map((name) => {
  const type = operationType<{ axis: number }>(name, (lowering, { inputs: [x], attributes: { axis } }) => {
    const stored = lowering.fullAlong(x!, [axis]);
    const numbers =
      x!.dtype === 'float32' ? replaceNaN(lowering, stored.name, leastExtreme[name]) : stored.name;
    const index = lowering.node(name, [numbers], { axis: stored.order.indexOf(axis), keepdims: 0 });
    return {
      name: lowering.cast(index, 'int32'),
      order: withoutAxes(stored.order, [axis]),
      shape: reducedShape(stored.shape, [axis], false),
    };
  });
  return kernel<{ x: TensorInfo }, { axis: number }>(name, (backend, { x }, attributes) => {
    const [axis] = util.parseAxisParam(attributes.axis, x.shape) as [number];
    const value = castTo(backend.value(x), x.dtype === 'float32' ? 'float32' : 'int32');
    return backend.record(type, { axis }, [value], reducedShape(x.shape, [axis], false), 'int32');
  });
});
