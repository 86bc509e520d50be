import { join } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import { imagenetClasses } from '../imagenet/classes.ts';
import { isFolder } from '@fcdd/acquisition/files';
import { foldedName } from '../folded-name.ts';
import { surveyImageFolder } from '../image-folder/image-folder-survey.ts';
import { openSurveyed } from '../image-folder/image-folder.ts';
import type { OutlierPoolOpener } from '../outliers/outlier-pool.ts';
import { warnOfUnknownNames } from '../outliers/warn-of-unknown-names.ts';
import { imagenet22k, imagenet22kRelease } from './imagenet22k.ts';

/**
 * ImageNet of fall 2011: a folder of each of 21,841 classes, called by its WordNet identifier. Classes are excluded by that,
 * or by the names of the thirty classes of the data set imagenet.
 * @throws DataError where it is nowhere, or has no images
 */
export const open: OutlierPoolOpener = async (request) => {
  const folder = join(request.dataFolder, imagenet22k.name);
  const root = request.path ?? join(folder, imagenet22kRelease);
  if (!isFolder(root))
    throw new DataError(`ImageNet22k was found nowhere: there is no folder ${printable(root)}.`, {
      hint: `${imagenet22k.download.byHand(folder)} ${alternatives}`,
    });
  const exclude = request.exclude.map(identifierOf);
  const survey = await surveyImageFolder(root, exclude, request);
  const known = new Set(survey.names.map(foldedName));
  const unknown = request.exclude.filter((_, index) => !known.has(foldedName(exclude[index]!)));
  warnOfUnknownNames(unknown, 'ImageNet22k', request.warn);
  return openSurveyed(root, survey, request);
};

/** What to train with instead, for whoever does not want so large a download. */
const alternatives =
  'Other anomalies need no download: supervision: { mode: malformed_normal, source: confetti }, or images of your own: { mode: noise, source: folder, path: ... }. `fcdd data ls` lists smaller sources, such as cifar100.';

function identifierOf(name: string): string {
  const known = Object.entries(imagenetClasses).find(([title]) => foldedName(title) === foldedName(name));
  return known ? known[1] : name;
}
