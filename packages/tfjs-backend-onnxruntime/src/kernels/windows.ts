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

/** What tfjs finds out about a convolution or pooling over height and width. */
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
