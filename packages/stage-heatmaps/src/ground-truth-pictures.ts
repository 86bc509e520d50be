import { type ImageShape, type RgbImage, resizeNearest, toRgb } from '@fcdd/images';

/**
 * Ground-truth maps in black and, where a pixel is anomalous, white, resized to a width and height of `size`.
 * @param maps [images, height, width], 0 or 1
 */
export function groundTruthPictures(
  maps: Uint8Array,
  { width, height }: ImageShape,
  indices: readonly number[],
  size: number,
): RgbImage[] {
  const pixelCount = width * height;
  return indices.map((index) => {
    const map = maps.subarray(index * pixelCount, (index + 1) * pixelCount);
    const resized = resizeNearest(map, width, height, size, size);
    return toRgb(
      resized.map((value) => 255 * value),
      size,
      size,
      1,
    );
  });
}
