import { join } from 'node:path';
import type { ClassStatistics, ImageStack, LabelledImages } from '@fcdd/images';
import { readImages, writeImages } from './image-set.ts';
import { readJson, writeJson } from './json-file.ts';

export interface DataSetDescription {
  name: string;
  /** Names of the classes; a label is an index into them. */
  classes: string[];
  /** One of each class. */
  statistics: ClassStatistics[];
  /** Where the files came from: source, and SHA-256 by file name. */
  origin: { source: string; digests: Record<string, string> };
}

/** What the dataset stage hands on. Labels are class indices. */
export interface PreparedDataSet {
  description: DataSetDescription;
  train: LabelledImages;
  test: LabelledImages;
}

const descriptionFile = 'dataset.json';
const imagesFile = (split: 'train' | 'test') => `${split}.safetensors`;

export async function writeDataSet(
  folder: string,
  { description, train, test }: PreparedDataSet,
): Promise<void> {
  await writeImages(join(folder, imagesFile('train')), train);
  await writeImages(join(folder, imagesFile('test')), test);
  await writeJson(join(folder, descriptionFile), description);
}

export function readDataSetDescription(folder: string): Promise<DataSetDescription> {
  return readJson(join(folder, descriptionFile));
}

export function readDataSetImages(folder: string, split: 'train' | 'test'): Promise<LabelledImages> {
  return readImages(join(folder, imagesFile(split)));
}

/** What the outlier-exposure stage hands on: images of an unrelated data set, in the shape that nets take. */
export async function writeOutliers(folder: string, images: ImageStack): Promise<void> {
  await writeImages(join(folder, 'outliers.safetensors'), { images, labels: new Int32Array(images.count) });
}

export async function readOutliers(folder: string): Promise<ImageStack> {
  return (await readImages(join(folder, 'outliers.safetensors'))).images;
}
