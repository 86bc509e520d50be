import { type ImageReader, type RgbImage, resizeNearest, toRgb } from '@fcdd/images';

/**
 * Ground-truth maps in black and, where a pixel has label 1, white, resized to a width and height of `size`; none
 * where they are not known.
 */
export function groundTruthPictures(
  { width, height, readMap }: ImageReader,
  indices: readonly number[],
  size: number,
): RgbImage[] {
  if (!readMap) return [];
  const map = new Uint8Array(width * height);
  return indices.map((index) => {
    readMap(index, map);
    const resized = resizeNearest(map, width, height, size, size);
    return toRgb(
      resized.map((value) => 255 * value),
      size,
      size,
      1,
    );
  });
}
