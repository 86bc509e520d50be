import { join } from 'node:path';
import type { ImageShape } from '@fcdd/images';
import { type ImageWriter, type StoredImages, createImageWriter, openImages } from './stored-images.ts';

const outliersFile = (folder: string) => join(folder, 'outliers.safetensors');

/**
 * Writes the output of the outlier-exposure stage: images of an unrelated data set, in the shape that training images
 * are stored in. Labels are class indices if each nominal class has its own outliers, else 0.
 */
export function createOutliersWriter(
  folder: string,
  shape: ImageShape,
  hasMaps: boolean,
): Promise<ImageWriter> {
  return createImageWriter(outliersFile(folder), shape, hasMaps);
}

/** @throws DataError where the file is missing or damaged */
export function openOutliers(folder: string): Promise<StoredImages> {
  return openImages(outliersFile(folder));
}
