import { type ImageShape, type ImageSource, imageSize, readImage } from '@fcdd/images';
import { createRandom } from '@fcdd/random';
import { centreCropImage, resizeImage } from './geometry.ts';
import { type ImageFit, type Preparation, storedShapeFrom } from './preparation.ts';
import type { CentreCrop, Resize } from './steps.ts';

/** How an image file becomes an image of a data set. Plain data, so that an exported detector can tell it. */
export interface ImageReading {
  /** Shape that a file is read in, see `readImage`, and that training images are stored in. */
  storedShape: ImageShape;
  fit: ImageFit;
  kernel: 'linear' | 'nearest';
  /** Makes a test image of a stored one; null: they are the same. */
  still: CentreCrop | Resize | null;
  /** Shape of test images, which the net takes. */
  shape: ImageShape;
}

/**
 * How image files become images that are prepared like this.
 * @param shape shape that the net takes
 */
export function imageReadingFrom(
  preparation: Pick<Preparation, 'enlargement' | 'fit' | 'kernel' | 'still'>,
  shape: ImageShape,
): ImageReading {
  const { height, width, channels } = shape;
  const { fit, kernel, still = null } = preparation;
  return {
    storedShape: storedShapeFrom(preparation, shape),
    fit,
    kernel,
    still,
    shape: { height, width, channels },
  };
}

/**
 * Reads a training image, in `storedShape`.
 * @param name for messages, where the source is a file's contents
 * @throws DataError as `readImage` does
 */
export function readTrainingImage(
  source: ImageSource,
  { storedShape, fit, kernel }: ImageReading,
  name?: string,
): Promise<Uint8Array> {
  return readImage(source, { ...storedShape, fit, kernel }, name);
}

/**
 * Reads a test image, in `shape`: as the net sees training images that are not augmented.
 * @param name for messages, where the source is a file's contents
 * @throws DataError as `readImage` does
 */
export async function readTestImage(
  source: ImageSource,
  reading: ImageReading,
  name?: string,
): Promise<Uint8Array> {
  const { still, storedShape, shape } = reading;
  const stored = await readTrainingImage(source, reading, name);
  if (!still) return stored;
  const pixels = new Uint8Array(imageSize(shape));
  const move = still.type === 'resize' ? resizeImage : centreCropImage;
  move(storedShape, shape)(stored, createRandom(), pixels);
  return pixels;
}

/** A part of an image, in its pixels. */
export interface ImagePart {
  top: number;
  left: number;
  height: number;
  width: number;
}

/** The part of an image file that a test image shows: all of it, or its middle. */
export function shownPart(
  { height, width }: { height: number; width: number },
  { fit, still, storedShape, shape }: ImageReading,
): ImagePart {
  if (fit === 'fill') return { top: 0, left: 0, height, width };
  const scale = Math.max(storedShape.height / height, storedShape.width / width);
  const shown = still?.type === 'centreCrop' ? shape : storedShape;
  const part = { height: Math.round(shown.height / scale), width: Math.round(shown.width / scale) };
  return {
    top: Math.floor((height - part.height) / 2),
    left: Math.floor((width - part.width) / 2),
    ...part,
  };
}
