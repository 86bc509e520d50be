import { type ImageShape, type ImageSource, imageSize, readImage } from '@fcdd/images';
import { createRandom } from '@fcdd/random';
import { storedShapeOf } from './catalogue.ts';
import { centreCropImage, resizeImage } from './geometry.ts';
import { type ImageFit, recipeOf } from './recipes.ts';
import type { CentreCrop, Resize } from './steps.ts';

/** How an image file becomes an image of a data set. Plain data, so that an exported detector can tell it. */
export interface ImageReading {
  /** What a file is read as, see `readImage`; also what training images are stored in. */
  storedShape: ImageShape;
  fit: ImageFit;
  kernel: 'linear' | 'nearest';
  /** What makes a test image of that; null: nothing needs to. */
  still: CentreCrop | Resize | null;
  /** Of test images: what the net takes. */
  shape: ImageShape;
}

/**
 * How image files become images of this data set.
 * @param shape that the net takes
 * @param fit of custom images
 */
export function imageReadingOf(dataSet: string, shape: ImageShape, fit?: ImageFit): ImageReading {
  const { height, width, channels } = shape;
  const { still = null, ...recipe } = recipeOf(dataSet, fit) ?? { fit: 'fill', kernel: 'linear' };
  return {
    storedShape: storedShapeOf(dataSet, shape),
    fit: recipe.fit,
    kernel: recipe.kernel,
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
