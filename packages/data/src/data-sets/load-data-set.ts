import { DataError, UserError } from '@fcdd/errors';
import type { LabelledImages } from '@fcdd/images';
import { dataSets } from '../catalogue.ts';
import { parseIdxImages, parseIdxLabels } from '../idx.ts';
import type { DataSettings } from '../settings.ts';
import { firstThatLoads } from '../sources/attempts.ts';
import { type IdxDataSet, idxDataSets } from './idx-data-sets.ts';
import { fetchingAttempts, localAttempts, userFolder } from './idx-sources.ts';

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
 * Loads a data set from the first of its sources that has it; see `settings` for where that looks.
 * @throws UserError where there is no such data set
 * @throws DataError where no source has it, listing each with why, and what to do
 */
export async function loadDataSet(name: string, settings: DataSettings): Promise<LoadedDataSet> {
  const dataSet = Object.hasOwn(idxDataSets, name) ? idxDataSets[name] : undefined;
  if (!dataSet)
    throw new UserError(`There is no data set '${name}'.`, {
      hint: `There are ${Object.keys(idxDataSets).join(', ')}.`,
    });
  return loadIdxDataSet(name, dataSet, dataSets[name]!.classes.length, settings);
}

export async function loadIdxDataSet(
  name: string,
  dataSet: IdxDataSet,
  classCount: number,
  settings: DataSettings,
): Promise<LoadedDataSet> {
  const { trainImages, trainLabels, testImages, testLabels } = dataSet.files;
  const files = [trainImages, trainLabels, testImages, testLabels];
  const contents = await firstThatLoads(
    dataSet.title,
    [...localAttempts(name, dataSet, files, settings), ...fetchingAttempts(name, dataSet, files, settings)],
    settings,
    whatToDo(name, dataSet, settings),
  );
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

function whatToDo(name: string, { files, debianPackage }: IdxDataSet, settings: DataSettings): string {
  const names = Object.values(files).map((file) => file.name);
  return [
    `Put ${names.join(', ')} (as they are, or gzipped with .gz) into ${userFolder(name, settings)}`,
    ...(debianPackage ? [`install Debian's package ${debianPackage.name}`] : []),
    'run once with a network connection, not offline.',
  ].join(', or ');
}
