import type {
  KernelConfig,
  ResizeNearestNeighborAttrs,
  ResizeNearestNeighborGradAttrs,
  ResizeNearestNeighborGradInputs,
  ResizeNearestNeighborInputs,
} from '@tensorflow/tfjs';
import { naturalOrder } from '../lowering/stored.ts';
import { operationType } from '../recording/operation.ts';
import { kernel } from './kernel.ts';
import { channelsFirst } from './layouts.ts';
import { resamplingGradient, samplingStep } from './resampling.ts';
import type { Sampling } from './resampling.ts';

const resize = operationType<Sampling>(
  'ResizeNearestNeighbor',
  (lowering, { inputs: [x], attributes, value }) => {
    const [height, width] = [1, 2].map((axis) =>
      lowering.integers(nearest(x!.shape[axis]!, value.shape[axis]!, attributes)),
    );
    const rows = lowering.node('Gather', [lowering.full(x!), height!], { axis: 1 });
    return {
      name: lowering.node('Gather', [rows, width!], { axis: 2 }),
      order: naturalOrder(4),
      shape: value.shape,
    };
  },
);

/** Adds up the gradients of a pixel's copies. */
const resizeGradient = operationType<Sampling>(
  'ResizeNearestNeighborGrad',
  (lowering, { inputs: [dy], attributes, value }) => ({
    name: resamplingGradient(lowering, dy!, value.shape, (extent, resized) =>
      nearest(extent, resized, attributes).map((pixel) => [{ pixel, weight: 1 }]),
    ),
    order: channelsFirst,
    shape: value.shape,
  }),
);

/** Images of another size, each pixel from its nearest neighbour. */
export const resizeKernels: KernelConfig[] = [
  kernel<ResizeNearestNeighborInputs, ResizeNearestNeighborAttrs>(
    'ResizeNearestNeighbor',
    (backend, { images }, { size, alignCorners, halfPixelCenters }) => {
      const shape = [images.shape[0]!, ...size, images.shape[3]!];
      return backend.record(
        resize,
        { alignCorners, halfPixelCenters },
        [backend.value(images)],
        shape,
        images.dtype,
      );
    },
  ),
  kernel<ResizeNearestNeighborGradInputs, ResizeNearestNeighborGradAttrs>(
    'ResizeNearestNeighborGrad',
    (backend, { dy, images }, { alignCorners, halfPixelCenters }) => {
      const sampling = { alignCorners, halfPixelCenters };
      return backend.record(resizeGradient, sampling, [backend.value(dy)], images.shape, 'float32');
    },
  ),
];

/** For each pixel along an axis of the resized image, the one that it copies. */
function nearest(extent: number, resized: number, sampling: Sampling): number[] {
  const step = samplingStep(extent, resized, sampling);
  return Array.from({ length: resized }, (_, i) => {
    const place = step * (sampling.halfPixelCenters ? i + 0.5 : i);
    return Math.min(extent - 1, sampling.alignCorners ? Math.round(place) : Math.floor(place));
  });
}
