import { util } from '@tensorflow/tfjs';

/** How windows lie along an axis of images. */
export interface Windows {
  readonly extent: number;
  /** How many windows there are. */
  readonly count: number;
  /** Elements from the first of a window to its last, both included. */
  readonly reach: number;
  readonly stride: number;
  /** Elements before the first of the image that the first window covers. */
  readonly padding: number;
}

/**
 * Padding behind the image such that the last window ends with it, however tfjs rounded their count. Given a padding as
 * one number, tfjs counts columns as if windows were as wide as high: more than there would be with that padding, or less.
 */
export function paddingBehind({ extent, count, reach, stride, padding }: Windows): number {
  const behind = (count - 1) * stride + reach - extent - padding;
  util.assert(
    behind > -stride,
    () =>
      `The backend 'onnxruntime' cannot leave out the last of the windows of ${reach} elements in ${extent}.`,
  );
  return Math.max(behind, 0);
}
