import { DataError, printable } from '@fcdd/errors';
import { type MvtecCopy, type MvtecPlace, goodKind, whatItShouldBe } from './files.ts';
import { isDefective, pairWithMasks } from './pairs.ts';

/** Contents of a copy of MVTec-AD, by the names of its files. */
export interface MvtecSurvey {
  /** Sorted by name. */
  classes: string[];
  /** Images, in the order in which {@link pairWithMasks} gives them. */
  images: MvtecPlace[];
}

/**
 * Looks through the names of a copy's files.
 * @throws DataError where a class has no training images, or no good or no defective test image, or one has no mask
 */
export async function surveyMvtec(copy: MvtecCopy, signal?: AbortSignal): Promise<MvtecSurvey> {
  const images: MvtecPlace[] = [];
  for await (const [{ place }] of pairWithMasks(namesAlone(copy))) {
    signal?.throwIfAborted();
    images.push(place);
  }
  const classes = [...new Set(images.map(({ className }) => className))].sort();
  if (!classes.length)
    throw new DataError(`${printable(copy.path)} has no images.`, { hint: whatItShouldBe });
  for (const name of classes) checkClass(name, images, copy);
  return { classes, images };
}

async function* namesAlone({ files }: MvtecCopy) {
  for await (const { place } of files())
    yield place.folder === 'ground_truth'
      ? { place, mask: undefined, bytes: 0 }
      : { place, image: undefined, bytes: 0 };
}

function checkClass(className: string, images: MvtecPlace[], { path }: MvtecCopy): void {
  const own = images.filter((file) => file.className === className);
  const place = `The class ${printable(className)} in ${printable(path)}`;
  const anomaly = own.find(({ folder, kind }) => folder === 'train' && kind !== goodKind);
  if (anomaly)
    throw new DataError(`${place} has training images of the kind ${printable(anomaly.kind)}.`, {
      hint: 'In MVTec-AD all training images are good: move the others to test, or read them as the data set custom.',
    });
  const missing = [
    ...(own.some(({ folder }) => folder === 'train') ? [] : ['train/good']),
    ...(own.some(({ folder, kind }) => folder === 'test' && kind === goodKind) ? [] : ['test/good']),
    ...(own.some(isDefective) ? [] : ['test/<defect>']),
  ];
  if (missing.length)
    throw new DataError(`${place} has no images in ${missing.join(' and ')}.`, {
      hint: 'Add some, or remove the class.',
    });
}
