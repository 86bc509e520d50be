import { join } from 'node:path';
import {
  type ClassStatistics,
  type ImageReader,
  type ImageShape,
  selectReader,
  swapLabels,
} from '@fcdd/images';
import { readJson, writeJson } from './json-file.ts';
import { type OriginalMaps, openOriginalMaps } from './original-maps.ts';
import { type ImageWriter, type StoredImages, createImageWriter, openImages } from './stored-images.ts';

/** `dataset.json`: facts about the images that the dataset stage writes. */
export interface DataSetDescription {
  name: string;
  /** Names of the classes; a label is an index into them. */
  classes: string[];
  /** Shape of test images, and of the images that nets take. */
  shape: ImageShape;
  /** Shape of training images. */
  storedShape: ImageShape;
  /** How images of other proportions got the shape; only for data sets that leave it to the experiment. */
  fit?: 'fill' | 'crop';
  /** Anomalies that a class is tested against: images of the other classes, or its own anomalous images. */
  anomalies: 'other classes' | 'own';
  /** Whether images have ground-truth maps. */
  hasMaps: Record<DataSetSplit, boolean>;
  /** Statistics of each class's nominal training images; null if it has none. */
  statistics: (ClassStatistics | null)[];
  /** Whether the nominal training images of each class have colour; absent in outputs of earlier releases. */
  hasColour?: boolean[];
  /** Origin of the files: their source, and their SHA-256 digests by file name. */
  origin: { source: string; digests: Record<string, string> };
}

export type DataSetSplit = 'train' | 'test';

const descriptionFile = 'dataset.json';

const imagesFile = (folder: string, split: DataSetSplit) => join(folder, `${split}.safetensors`);

export function writeDataSetDescription(folder: string, description: DataSetDescription): Promise<void> {
  return writeJson(join(folder, descriptionFile), description);
}

export function readDataSetDescription(folder: string): Promise<DataSetDescription> {
  return readJson(join(folder, descriptionFile));
}

export function createDataSetWriter(
  folder: string,
  split: DataSetSplit,
  { shape, storedShape, hasMaps }: Pick<DataSetDescription, 'shape' | 'storedShape' | 'hasMaps'>,
): Promise<ImageWriter> {
  return createImageWriter(
    imagesFile(folder, split),
    split === 'train' ? storedShape : shape,
    hasMaps[split],
  );
}

/**
 * Opens the images of a split; their labels are class indices.
 * @throws DataError where the file is missing or damaged
 */
export function openDataSetImages(folder: string, split: DataSetSplit): Promise<StoredImages> {
  return openImages(imagesFile(folder, split));
}

/** The images that a detector of one class is tested with. Maps hold the label of each pixel. The caller closes the set. */
export interface TestSet extends ImageReader {
  /** Label of each image: `nominalLabel` if it is nominal, else the other of 0 and 1. */
  labels: Uint8Array;
  /** Ground-truth maps in their original sizes, if there are any. */
  originalMaps?: Pick<OriginalMaps, 'read'>;
  close(): Promise<void>;
}

/**
 * @param nominalLabel 1 swaps labels
 * @throws DataError where a file is missing or damaged
 */
export async function openTestSet(
  folder: string,
  nominalClass: number,
  nominalLabel: 0 | 1 = 0,
): Promise<TestSet> {
  const { anomalies, hasMaps } = await readDataSetDescription(folder);
  const images = await openDataSetImages(folder, 'test');
  const isTested = (label: number) => anomalies === 'other classes' || label === nominalClass;
  const indices = [...images.labels.keys()].filter((index) => isTested(images.labels[index]!));
  const isAnomalous = (index: number) =>
    images.labels[index] !== nominalClass || images.anomalous?.[index] === 1;
  const maps = hasMaps.test ? await openOriginalMaps(folder) : undefined;
  const tested = selectReader(images, indices);
  const inLabels = (values: Uint8Array) => {
    if (nominalLabel === 1) swapLabels(values);
  };
  return {
    ...tested,
    ...(tested.readMap && {
      readMap(index: number, target: Uint8Array) {
        tested.readMap!(index, target);
        inLabels(target);
      },
    }),
    labels: Uint8Array.from(indices, (index) => (isAnomalous(index) ? 1 - nominalLabel : nominalLabel)),
    ...(maps && {
      originalMaps: {
        read(index: number) {
          const map = maps.read(indices[index]!);
          inLabels(map.values);
          return map;
        },
      },
    }),
    async close() {
      await images.close();
      await maps?.close();
    },
  };
}
