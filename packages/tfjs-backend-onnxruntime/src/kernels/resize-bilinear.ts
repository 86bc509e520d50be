import type {
  KernelConfig,
  ResizeBilinearAttrs,
  ResizeBilinearGradAttrs,
  ResizeBilinearGradInputs,
  ResizeBilinearInputs,
} from '@tensorflow/tfjs';
import { storedExtents } from '../lowering/stored.ts';
import { operationType } from '../recording/operation.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';
import { channelsFirst } from './layouts.ts';
import { resamplingGradient, samplingStep } from './resampling.ts';
import type { Sampling, Sources } from './resampling.ts';

const resizeBilinear = operationType<Sampling>(
  'ResizeBilinear',
  (lowering, { inputs: [x], attributes, value }) => {
    const extents = lowering.integers(storedExtents(value.shape, channelsFirst));
    const attributesOfResize = { mode: 'linear', coordinate_transformation_mode: coordinates(attributes) };
    return {
      name: lowering.node('Resize', [lowering.full(x!, channelsFirst), '', '', extents], attributesOfResize),
      order: channelsFirst,
      shape: value.shape,
    };
  },
);

const resizeBilinearGradient = operationType<Sampling>(
  'ResizeBilinearGrad',
  (lowering, { inputs: [dy], attributes, value }) => ({
    name: resamplingGradient(lowering, dy!, value.shape, neighbours(attributes)),
    order: channelsFirst,
    shape: value.shape,
  }),
);

/** Images of another size, each pixel interpolated between its four neighbours. */
export const resizeBilinearKernels: KernelConfig[] = [
  kernel<ResizeBilinearInputs, ResizeBilinearAttrs>(
    'ResizeBilinear',
    (backend, { images }, { size, alignCorners, halfPixelCenters }) => {
      const shape = [images.shape[0]!, ...size, images.shape[3]!];
      const value = castTo(backend.value(images), 'float32');
      return backend.record(resizeBilinear, { alignCorners, halfPixelCenters }, [value], shape, 'float32');
    },
  ),
  kernel<ResizeBilinearGradInputs, ResizeBilinearGradAttrs>(
    'ResizeBilinearGrad',
    (backend, { dy, images }, { alignCorners, halfPixelCenters }) => {
      const sampling = { alignCorners, halfPixelCenters };
      return backend.record(resizeBilinearGradient, sampling, [backend.value(dy)], images.shape, 'float32');
    },
  ),
];

/** ONNX's names of the samplings. */
function coordinates({ alignCorners, halfPixelCenters }: Sampling): string {
  if (alignCorners) return 'align_corners';
  return halfPixelCenters ? 'half_pixel' : 'asymmetric';
}

/** Weights of the two pixels around each position by their nearness; beyond the border only the outermost counts. */
function neighbours(sampling: Sampling): Sources {
  return (extent, resized) => {
    const step = samplingStep(extent, resized, sampling);
    return Array.from({ length: resized }, (_, i) => {
      const place = sampling.halfPixelCenters ? step * (i + 0.5) - 0.5 : step * i;
      const inside = Math.min(Math.max(place, 0), extent - 1);
      const before = Math.floor(inside);
      const after = Math.min(before + 1, extent - 1);
      return [
        { pixel: before, weight: 1 - (inside - before) },
        { pixel: after, weight: inside - before },
      ];
    });
  };
}
