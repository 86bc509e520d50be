import { readImage } from '@fcdd/images';
import { readDevkit } from './devkit.ts';
import { findImagenet } from './files.ts';
import { listValidationImages, readValidationImages } from './images.ts';
import { foldedName } from '../folded-name.ts';
import { inOrder } from '../in-order.ts';
import type { OutlierPoolOpener } from '../outliers/outlier-pool.ts';
import { warnOfUnknownNames } from '../outliers/warn-of-unknown-names.ts';

/**
 * The validation images of all thousand classes of ILSVRC2012, but of those that are excluded: a class is excluded by any
 * of its names, or by a word of one, in any case ('car' excludes 'sports car, sport car').
 * @throws DataError where they are nowhere, or an archive or image is unsound
 */
export const open: OutlierPoolOpener = async (request) => {
  const { exclude, shape } = request;
  const files = await findImagenet(request, { words: exclude.length > 0 });
  const devkit = files.devkit ? await readDevkit(files.devkit) : undefined;
  const excluded = new Set(
    [...(devkit?.words ?? [])].filter(([, words]) => isExcluded(words, exclude)).map(([wnid]) => wnid),
  );
  const all = await listValidationImages(files.validation, devkit?.validation ?? []);
  const images = all.filter(({ wnid }) => !excluded.has(wnid));
  if (exclude.length) request.log(`ImageNet: ${excluded.size} classes are left out by their names.`);
  const words = [...(devkit?.words.values() ?? [])];
  warnOfUnknownNames(
    exclude.filter((name) => !words.some((ofClass) => isExcluded(ofClass, [name]))),
    'ImageNet',
    request.warn,
  );
  return {
    count: images.length,
    pick(indices) {
      const picked = Array.from(indices, (index) => images[index]!);
      return inOrder(readValidationImages(files.validation, picked), async ({ source, name }) => ({
        pixels: await readImage(source, shape, name),
      }));
    },
  };
};

/** @param words names of a class, separated by commas */
export function isExcluded(words: string, exclude: string[]): boolean {
  const names = foldedName(words).split(',');
  const known = new Set([...names.map((name) => name.trim()), ...names.flatMap((name) => name.split(' '))]);
  return exclude.some((name) => name !== '' && known.has(foldedName(name)));
}
