import { util } from '@tensorflow/tfjs';

/** Arrangement of windows along an axis of images. */
export interface Windows {
  readonly extent: number;
  /** Number of windows. */
  readonly count: number;
  /** Number of elements from the first of a window to its last, both included. */
  readonly reach: number;
  readonly stride: number;
  /** Number of elements before the image that the first window covers. */
  readonly padding: number;
}

/**
 * Padding behind the image with which the last window ends, however tfjs rounded the number of windows. If padding is
 * one number, tfjs counts columns as if windows were square, which may be too many or too few.
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

/** Facts that tfjs derives about a convolution or pooling over height and width. */
interface PlaneInfo {
  readonly inHeight: number;
  readonly inWidth: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly effectiveFilterHeight: number;
  readonly effectiveFilterWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly padInfo: { readonly top: number; readonly left: number };
}

/** Windows along the height. */
export function vertical(info: PlaneInfo): Windows {
  return {
    extent: info.inHeight,
    count: info.outHeight,
    reach: info.effectiveFilterHeight,
    stride: info.strideHeight,
    padding: info.padInfo.top,
  };
}

/** Windows along the width. */
export function horizontal(info: PlaneInfo): Windows {
  return {
    extent: info.inWidth,
    count: info.outWidth,
    reach: info.effectiveFilterWidth,
    stride: info.strideWidth,
    padding: info.padInfo.left,
  };
}
