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
import { multiply } from './product.ts';

type Sampling = Pick<ResizeNearestNeighborAttrs, 'alignCorners' | 'halfPixelCenters'>;

const resize = operationType<Sampling>(
  'ResizeNearestNeighbor',
  (lowering, { inputs: [x], attributes, value }) => {
    const [height, width] = [1, 2].map((axis) =>
      lowering.integers(sources(x!.shape[axis]!, value.shape[axis]!, attributes)),
    );
    const rows = lowering.node('Gather', [lowering.full(x!), height!], { axis: 1 });
    return {
      name: lowering.node('Gather', [rows, width!], { axis: 2 }),
      order: naturalOrder(4),
      shape: value.shape,
    };
  },
);

/** Adds up the gradients of a pixel's copies: products with matrices of 0 and 1 from both sides. */
const resizeGradient = operationType<Sampling>(
  'ResizeNearestNeighborGrad',
  (lowering, { inputs: [dy], attributes, value }) => {
    const copies = (axis: number) => copyMatrix(value.shape[axis]!, dy!.shape[axis]!, attributes);
    const [height, width] = [value.shape[1]!, value.shape[2]!];
    const rows = lowering.constant(copies(1), [height, dy!.shape[1]!], 'float32');
    const columns = lowering.constant(copies(2), [width, dy!.shape[2]!], 'float32');
    const summed = multiply(
      lowering,
      { name: lowering.full(dy!, channelsFirst), rank: 4, transposed: false },
      { name: columns, rank: 2, transposed: true },
    );
    return { name: lowering.node('MatMul', [rows, summed]), order: channelsFirst, shape: value.shape };
  },
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
    (backend, { dy, images }, { alignCorners }) => {
      const sampling = { alignCorners, halfPixelCenters: false };
      return backend.record(resizeGradient, sampling, [backend.value(dy)], images.shape, 'float32');
    },
  ),
];

/** For each pixel along an axis of the resized image, the one that it copies. */
function sources(extent: number, resized: number, { alignCorners, halfPixelCenters }: Sampling): number[] {
  const cornersAligned = alignCorners && resized > 1;
  const ratio = cornersAligned ? (extent - 1) / (resized - 1) : extent / resized;
  return Array.from({ length: resized }, (_, i) => {
    const place = ratio * (halfPixelCenters ? i + 0.5 : i);
    return Math.min(extent - 1, alignCorners ? Math.round(place) : Math.floor(place));
  });
}

/** Row-major, extent x resized: 1 where the pixel of the row is copied to that of the column. */
function copyMatrix(extent: number, resized: number, sampling: Sampling): number[] {
  const matrix = new Array<number>(extent * resized).fill(0);
  sources(extent, resized, sampling).forEach((source, i) => (matrix[source * resized + i] = 1));
  return matrix;
}
