import { backend_util, util } from '@tensorflow/tfjs';
import type {
  BatchToSpaceNDAttrs,
  BatchToSpaceNDInputs,
  DepthToSpaceAttrs,
  DepthToSpaceInputs,
  KernelConfig,
  SpaceToBatchNDAttrs,
  SpaceToBatchNDInputs,
} from '@tensorflow/tfjs';
import { sizeOf } from '../lowering/stored.ts';
import { kernel } from './kernel.ts';
import { paddedWith } from './pad.ts';
import { reshapeTo } from './reshape.ts';
import { sliceOf } from './slice.ts';
import { transposed } from './transpose.ts';

/** Blocks of neighbours that move between the spatial axes and the batch or the channels. */
export const spaceToBatchKernels: KernelConfig[] = [
  kernel<SpaceToBatchNDInputs, SpaceToBatchNDAttrs>(
    'SpaceToBatchND',
    (backend, { x }, { blockShape, paddings }) => {
      const block = sizeOf(blockShape);
      const margins = x.shape.map((_, axis) => (paddings[axis - 1] ?? [0, 0]) as [number, number]);
      const padded = paddedWith(0, backend.value(x), margins);
      const shape = [...padded.shape];
      const split = backend_util.getReshaped(shape, blockShape, block, false);
      const perm = backend_util.getPermuted(split.length, blockShape.length, false);
      const result = backend_util.getReshapedPermuted(shape, blockShape, block, false);
      return backend.add(reshapeTo(transposed(reshapeTo(padded, split), perm), result));
    },
  ),
  kernel<BatchToSpaceNDInputs, BatchToSpaceNDAttrs>(
    'BatchToSpaceND',
    (backend, { x }, { blockShape, crops }) => {
      const block = sizeOf(blockShape);
      const split = backend_util.getReshaped(x.shape, blockShape, block);
      const perm = backend_util.getPermuted(split.length, blockShape.length);
      const shape = backend_util.getReshapedPermuted(x.shape, blockShape, block);
      const cropsOf = (axis: number) => crops[axis - 1] ?? [0, 0];
      const begin = shape.map((_, axis) => cropsOf(axis)[0]!);
      const size = shape.map((extent, axis) => extent - cropsOf(axis)[0]! - cropsOf(axis)[1]!);
      const uncropped = reshapeTo(transposed(reshapeTo(backend.value(x), split), perm), shape);
      return backend.add(sliceOf(uncropped, begin, size));
    },
  ),
  kernel<DepthToSpaceInputs, DepthToSpaceAttrs>(
    'DepthToSpace',
    (backend, { x }, { blockSize, dataFormat }) => {
      util.assert(
        dataFormat === 'NHWC',
        () => `DepthToSpace takes images in the format NHWC, not ${dataFormat}.`,
      );
      const [count, height, width, channels] = x.shape as [number, number, number, number];
      const depth = channels / blockSize ** 2;
      const split = reshapeTo(backend.value(x), [count, height, width, blockSize, blockSize, depth]);
      const result = [count, height * blockSize, width * blockSize, depth];
      return backend.add(reshapeTo(transposed(split, [0, 1, 3, 2, 4, 5]), result));
    },
  ),
];
