import { join } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import { imagenetClasses } from '../imagenet/classes.ts';
import { isFolder } from '@fcdd/acquisition/files';
import { holdingOf, whatToDo } from '../inventory/holdings.ts';
import { openImageFolder } from './image-folder.ts';
import type { OutlierPoolOpener } from './outlier-pool.ts';

const release = 'fall11_whole_extracted';

/**
 * ImageNet of fall 2011: a folder of each of 21,841 classes, called by its WordNet identifier. Classes are excluded by that,
 * or by the names of the thirty classes of the data set imagenet.
 * @throws DataError where it is nowhere, or has no images
 */
export const imagenet22kOutliers: OutlierPoolOpener = async (request) => {
  const root = request.path ?? join(request.dataFolder, 'imagenet22k', release);
  if (!isFolder(root))
    throw new DataError(`ImageNet22k was found nowhere: there is no folder ${printable(root)}.`, {
      hint: whatToDo('imagenet22k', holdingOf('imagenet22k'), request.dataFolder),
    });
  return openImageFolder(root, { ...request, exclude: request.exclude.map(identifierOf) });
};

function identifierOf(name: string): string {
  const known = Object.entries(imagenetClasses).find(([title]) => title.toLowerCase() === name.toLowerCase());
  return known ? known[1] : name;
}
