import { type ImageReader, type RgbImage, resizeNearest, toRgb } from '@fcdd/images';

/**
 * Draws ground-truth maps, resized to a width and height of `size`: pixels of label 1 are white, others black. Images
 * without ground-truth maps give no pictures.
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
