import { join } from 'node:path';
import type { Collection } from '../collection.ts';
import { imagenetClasses } from '../imagenet/classes.ts';

/** Name of the folder that holds a folder of each class. */
export const imagenet22kRelease = 'fall11_whole_extracted';

export const imagenet22k = {
  name: 'imagenet22k',
  outliers: {
    title: 'ImageNet22k, all of ImageNet as of fall 2011',
    needsLimit: true,
    hasClasses: true,
    excluded: Object.keys(imagenetClasses),
  },
  download: {
    byHand: (folder) =>
      `Sign up at https://image-net.org/download, accept the terms, download all of ImageNet (the release of fall 2011, fall11_whole.tar, 1.3 TB), unpack it, and put the folders of its classes (n12267677 and so on) into ${join(folder, imagenet22kRelease)}.`,
  },
  copies: [{ path: 'imagenet22k', holds: '.' }],
  isHuge: true,
} satisfies Collection;
