import type { Preprocessing } from '@fcdd/preprocessing';
import {
  type ImageReader,
  type RgbImage,
  imageSize,
  normalizeLocally,
  resizeNearest,
  toRgb,
} from '@fcdd/images';

/** Draws images as the net sees them, resized to a width and height of `size`, each scaled to the full intensity range. */
export function inputPictures(
  images: ImageReader,
  indices: readonly number[],
  size: number,
  preprocessing: Pick<Preprocessing, 'normalize'>,
): RgbImage[] {
  const { width, height, channels } = images;
  const pixels = new Uint8Array(imageSize(images));
  const input = new Float32Array(pixels.length);
  return indices.map((index) => {
    images.read(index, pixels);
    preprocessing.normalize(pixels, input);
    const resized = resizeNearest(input, width, height, size, size, channels);
    const intensities = normalizeLocally(resized, 1, 1);
    return toRgb(
      Uint8Array.from(intensities, (value) => Math.round(255 * value)),
      size,
      size,
      channels,
    );
  });
}
