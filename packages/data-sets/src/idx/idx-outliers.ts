import type { Attempt } from '@fcdd/acquisition';
import type { ImageShape } from '@fcdd/images';
import type { OutlierPool } from '../outliers/outlier-pool.ts';
import { poolOf } from '../outliers/stack-pool.ts';
import type { IdxDataSet } from './idx-data-set.ts';
import { parseIdxImages } from './idx-file.ts';
import { readOwnCopy } from './load-idx-data-set.ts';
import type { FileContents } from './sources.ts';

/**
 * The pool of a user's copy of the training images.
 * @param folder folder of the copy, which is taken as it is
 */
export async function openOwnImages(
  folder: string,
  { files: { trainImages } }: IdxDataSet,
  shape: ImageShape,
): Promise<OutlierPool> {
  const [contents] = await readOwnCopy(folder, [trainImages]);
  return poolOf(parseIdxImages(contents!, `${trainImages.name} in ${folder}`), shape);
}

/** The pool of the images in an attempt's only file. */
export function imagesOf(
  { load, ...attempt }: Attempt<FileContents>,
  { files }: IdxDataSet,
  shape: ImageShape,
): Attempt<OutlierPool> {
  return {
    ...attempt,
    async load() {
      const [contents] = await load();
      return poolOf(parseIdxImages(contents!, files.trainImages.name), shape);
    },
  };
}
