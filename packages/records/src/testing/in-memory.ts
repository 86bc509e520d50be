import { type ImageStack, type LabelledImages, emptyStack, imageAt } from '@fcdd/images';
import {
  type DataSetDescription,
  type DataSetSplit,
  createDataSetWriter,
  openDataSetImages,
  writeDataSetDescription,
} from '../prepared-data-set.ts';
import { createOutliersWriter, openOutliers } from '../outliers.ts';
import type { ImageWriter, StoredImages } from '../stored-images.ts';

/** A description whose missing facts are filled in. */
export type PartialDescription = Pick<DataSetDescription, 'name' | 'classes' | 'statistics'> &
  Partial<DataSetDescription>;

/** Writes a data set of images in memory as the dataset stage does; classes are tested against each other. */
export async function writeDataSet(
  folder: string,
  {
    description,
    train,
    test,
  }: { description: PartialDescription; train: LabelledImages; test: LabelledImages },
): Promise<void> {
  const shapeOf = ({ height, width, channels }: ImageStack) => ({ height, width, channels });
  const complete: DataSetDescription = {
    shape: shapeOf(test.images),
    storedShape: shapeOf(train.images),
    anomalies: 'other classes',
    hasMaps: { train: train.maps !== undefined, test: false },
    origin: { source: 'made up', digests: {} },
    ...description,
  };
  await writeDataSetDescription(folder, complete);
  await addAll(await createDataSetWriter(folder, 'train', complete), train);
  await addAll(await createDataSetWriter(folder, 'test', complete), test);
}

export async function writeOutliers(folder: string, images: ImageStack): Promise<void> {
  const writer = await createOutliersWriter(folder, images, false);
  await addAll(writer, { images, labels: new Int32Array(images.count) });
}

export async function readDataSetImages(folder: string, split: DataSetSplit): Promise<LabelledImages> {
  return readAll(await openDataSetImages(folder, split));
}

export async function readOutliers(folder: string): Promise<ImageStack> {
  return (await readAll(await openOutliers(folder))).images;
}

async function addAll(writer: ImageWriter, { images, labels, maps }: LabelledImages): Promise<void> {
  const mapSize = images.height * images.width;
  for (let i = 0; i < images.count; i++) {
    const map = maps?.subarray(i * mapSize, (i + 1) * mapSize);
    await writer.add({ pixels: imageAt(images, i), label: labels[i]!, ...(map && { map }) });
  }
  await writer.finish();
}

async function readAll(stored: StoredImages): Promise<LabelledImages> {
  const images = emptyStack(stored.count, stored.height, stored.width, stored.channels);
  for (let i = 0; i < stored.count; i++) stored.read(i, imageAt(images, i));
  await stored.close();
  return { images, labels: stored.labels };
}
