import type { Preprocessing } from '@fcdd/data';
import {
  type ImageStack,
  type RgbImage,
  imageAt,
  imageSize,
  normalizeLocally,
  resizeNearest,
  toRgb,
} from '@fcdd/images';

/** Images as the net sees them, resized to a width and height of `size`, each scaled to the whole range of intensity. */
export function inputPictures(
  images: ImageStack,
  indices: readonly number[],
  size: number,
  preprocessing: Pick<Preprocessing, 'normalize'>,
): RgbImage[] {
  const { width, height, channels } = images;
  const input = new Float32Array(imageSize(images));
  return indices.map((index) => {
    preprocessing.normalize(imageAt(images, index), input);
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
