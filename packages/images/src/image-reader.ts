import { type ImageStack, imageAt } from './stack.ts';
import type { ImageShape } from './shape.ts';

/** Images of one shape that are read one at a time by index, so that there may be more than memory holds. */
export interface ImageReader extends ImageShape {
  count: number;
  /** @param target receives height * width * channels values */
  read(index: number, target: Uint8Array): void;
  /**
   * Reads the ground truth of an image, if the set has any.
   * @param target receives height * width values: 1 for each anomalous pixel, else 0
   */
  readMap?(index: number, target: Uint8Array): void;
}

/**
 * Makes a reader of images in memory.
 * @param maps [images, height, width]: 1 for each anomalous pixel, else 0
 */
export function readerOf(stack: ImageStack, maps?: Uint8Array): ImageReader {
  const { count, height, width, channels } = stack;
  const mapSize = height * width;
  return {
    count,
    height,
    width,
    channels,
    read: (index, target) => target.set(imageAt(stack, index)),
    ...(maps && {
      readMap: (index, target) => target.set(maps.subarray(index * mapSize, (index + 1) * mapSize)),
    }),
  };
}

/** Makes a reader of the images at these indices, in this order. */
export function selectReader(images: ImageReader, indices: ArrayLike<number>): ImageReader {
  const { height, width, channels, readMap } = images;
  return {
    count: indices.length,
    height,
    width,
    channels,
    read: (index, target) => images.read(indices[index]!, target),
    ...(readMap && { readMap: (index: number, target: Uint8Array) => readMap(indices[index]!, target) }),
  };
}
