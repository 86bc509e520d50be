import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import type { LabelledImages } from '@fcdd/images';
import { parseIdxImages, parseIdxLabels } from './idx-file.ts';
import { type DataSettings, firstThatLoads, type KnownFile, readUnpacked } from '@fcdd/acquisition';
import type { IdxDataSet } from './idx-data-set.ts';
import { fetchingAttempts, localAttempts, userFolder } from './sources.ts';

/** Labels are class indices. */
export interface LoadedDataSet {
  train: LabelledImages;
  test: LabelledImages;
  /**
   * The publisher, and the SHA-256 of each unpacked file by its name. From which copy the files were read is logged, not
   * told here: verified copies are the same data.
   */
  origin: { source: string; digests: Record<string, string> };
}

/**
 * Loads a data set of IDX files from the first of its sources that has it; see `settings` for where that looks.
 * @param path folder of a copy of the user's own, which is taken as it is
 * @throws DataError where no source has it, listing each with why, and what to do
 */
export async function loadIdxDataSet(
  name: string,
  dataSet: IdxDataSet,
  classCount: number,
  settings: DataSettings,
  path?: string,
): Promise<LoadedDataSet> {
  const { trainImages, trainLabels, testImages, testLabels } = dataSet.files;
  const files = [trainImages, trainLabels, testImages, testLabels];
  const contents =
    path === undefined
      ? await firstThatLoads(
          dataSet.title,
          [
            ...localAttempts(name, dataSet, files, settings),
            ...fetchingAttempts(name, dataSet, files, settings),
          ],
          settings,
          whatToDo(name, dataSet, settings),
        )
      : await readOwnCopy(path, files);
  const [trainPixels, trainClasses, testPixels, testClasses] = contents as [Buffer, Buffer, Buffer, Buffer];
  const pair = (pixels: Buffer, imagesFile: string, classes: Buffer, labelsFile: string): LabelledImages => {
    const images = parseIdxImages(pixels, imagesFile);
    const labels = parseIdxLabels(classes, classCount, labelsFile);
    if (images.count !== labels.length)
      throw new DataError(`${imagesFile} has ${images.count} images, ${labelsFile} ${labels.length} labels.`);
    return { images, labels };
  };
  return {
    train: pair(trainPixels, trainImages.name, trainClasses, trainLabels.name),
    test: pair(testPixels, testImages.name, testClasses, testLabels.name),
    origin: {
      source: dataSet.publisher,
      digests: Object.fromEntries(files.map((file) => [file.name, file.sha256])),
    },
  };
}

/**
 * Reads files of a copy of the user's own as they are, gzipped or not.
 * @throws DataError where one is missing or has more than twice the official size
 */
export async function readOwnCopy(folder: string, files: KnownFile[]): Promise<Buffer[]> {
  return Promise.all(
    files.map(async ({ name, size }) => {
      const packed = join(folder, `${name}.gz`);
      // An own copy may be another one than the official.
      return readUnpacked(existsSync(packed) ? packed : join(folder, name), 2 * size).catch((cause) => {
        throw new DataError(`${printable(folder)} has no readable ${name} or ${name}.gz.`, { cause });
      });
    }),
  );
}

function whatToDo(name: string, { files, debianPackage }: IdxDataSet, settings: DataSettings): string {
  const names = Object.values(files).map((file) => file.name);
  return [
    `Put ${names.join(', ')} (as they are, or gzipped with .gz) into ${userFolder(name, settings)}`,
    ...(debianPackage ? [`install Debian's package ${debianPackage.name}`] : []),
    'run once with a network connection, not offline.',
  ].join(', or ');
}
