import { join } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import { imagenetClasses } from '../imagenet/classes.ts';
import { isFolder } from '@fcdd/acquisition/files';
import { openImageFolder } from '../image-folder/image-folder.ts';
import type { OutlierPoolOpener } from '../outliers/outlier-pool.ts';
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
      hint: imagenet22k.download.byHand(folder),
    });
  return openImageFolder(root, { ...request, exclude: request.exclude.map(identifierOf) });
};

function identifierOf(name: string): string {
  const known = Object.entries(imagenetClasses).find(([title]) => title.toLowerCase() === name.toLowerCase());
  return known ? known[1] : name;
}
