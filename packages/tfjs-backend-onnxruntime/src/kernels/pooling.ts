import { backend_util } from '@tensorflow/tfjs';
import type { Lowering } from '../lowering/lowering.ts';
import { naturalOrder, sameNumbers, sizeOf } from '../lowering/stored.ts';
import type { AxisOrder } from '../lowering/stored.ts';
import type { RecordedValue } from '../recording/value.ts';
import { channelsFirst } from './layouts.ts';

/** Pairs are for height and width. */
export interface PoolingGeometry {
  readonly kernel_shape: [number, number];
  readonly strides: [number, number];
  /** Top, left, bottom, right. */
  readonly pads: [number, number, number, number];
}

export interface PoolingAttributes {
  filterSize: [number, number] | number;
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Window, strides and paddings as numbers, and the shape of the result. */
export function poolingGeometry(
  inputShape: readonly number[],
  { filterSize, strides, pad, dimRoundingMode }: PoolingAttributes,
): { geometry: PoolingGeometry; outShape: number[] } {
  const shape = inputShape as [number, number, number, number];
  const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const { top, left } = info.padInfo;
  // However tfjs rounded, the last window ends here.
  const bottom = (info.outHeight - 1) * info.strideHeight + info.filterHeight - info.inHeight - top;
  const right = (info.outWidth - 1) * info.strideWidth + info.filterWidth - info.inWidth - left;
  return {
    geometry: {
      kernel_shape: [info.filterHeight, info.filterWidth],
      strides: [info.strideHeight, info.strideWidth],
      pads: [top, left, Math.max(bottom, 0), Math.max(right, 0)],
    },
    outShape: info.outShape,
  };
}

/** Windows of one pixel that leave the shape as it is: tfjs has them keep every pixel, whatever padding is asked for. */
export function keepsAll({ kernel_shape }: PoolingGeometry, shape: number[], outShape: number[]): boolean {
  return sizeOf(kernel_shape) === 1 && sameNumbers(shape, outShape);
}

/** Pooling treats batch and channels alike: any order will do that ends in height and width. */
export function poolingOrder(lowering: Lowering, x: RecordedValue): AxisOrder {
  const { order } = lowering.stored(x);
  return sameNumbers(order.slice(2), naturalOrder(4).slice(1, 3)) ? order : channelsFirst;
}
