import { join } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import {
  countEndings,
  imageEndings,
  isFolder,
  isImageName,
  listTree,
  namesIn,
  type TreeFile,
} from '@fcdd/acquisition/files';
import { type CustomLayout, customStructure, isAnomalousFolder, listed } from './layout.ts';
import { isMapFolder } from './map-names.ts';
import type { Split } from '../data-set.ts';

/** An image file of a custom data set. */
export interface CustomImage {
  split: Split;
  file: TreeFile;
  /** Class index. */
  label: number;
  /** Undefined where classes have no anomalies of their own. */
  anomalous?: boolean;
}

export interface CustomFiles {
  /** By code points of their names, training images first. */
  images: CustomImage[];
  /** Ground-truth maps. */
  maps: Record<Split, TreeFile[]>;
}

/**
 * Lists the images and maps of a custom data set. Other files in their folders are skipped.
 * @param warn hears of skipped files, once
 * @throws DataError where an image lies beside the folders that tell what it is, or a class has none
 */
export function listCustomFiles(
  folder: string,
  layout: CustomLayout,
  warn: (message: string) => void,
): CustomFiles {
  const files = listTree(folder).filter(({ name }) => /^(train|test)(_maps)?\//.test(name));
  warnOfStrangers(folder, warn);
  const skipped = files.filter(({ name }) => !isImageName(name));
  if (skipped.length > 0)
    warn(
      `Files in ${printable(folder)} without the ending of an image are skipped: ${printable(countEndings(skipped.map(({ name }) => name)))}. Images end in ${imageEndings.join(', ')}.`,
    );
  const within = (top: string): TreeFile[] =>
    files.filter(({ name }) => name.startsWith(`${top}/`) && isImageName(name));
  const imagesOf = (split: Split): CustomImage[] =>
    within(split).map((file) => ({ split, file, ...meaningOf(file, layout) }));
  const images = [...imagesOf('train'), ...imagesOf('test')];
  checkClasses(images, layout, folder);
  return { images, maps: { train: within('train_maps'), test: within('test_maps') } };
}

/** Warns of folders and images beside the four folders, because nothing of them is read. */
function warnOfStrangers(folder: string, warn: (message: string) => void): void {
  const strangers = namesIn(folder).filter(
    (name) => !/^(train|test)(_maps)?$/.test(name) && (isImageName(name) || isFolder(join(folder, name))),
  );
  if (strangers.length === 0) return;
  const isMaps = strangers.some(isMapFolder);
  warn(
    `${printable(folder)} holds ${listed(strangers)}, which ${strangers.length > 1 ? 'are' : 'is'} not read: only train, test, train_maps and test_maps are.${isMaps ? ' Ground-truth maps are read from test_maps/<class>, each in the folder and with the name of its image.' : ''}`,
  );
}

function meaningOf(
  { name, path }: TreeFile,
  { classes, anomalies }: CustomLayout,
): Pick<CustomImage, 'label' | 'anomalous'> {
  const [, className, labelFolder, ...rest] = name.split('/') as [string, string, string?, ...string[]];
  if (labelFolder === undefined)
    throw new DataError(`The image ${printable(path)} is in no class folder.`, { hint: customStructure });
  const label = classes.indexOf(className.normalize());
  if (anomalies === 'other classes') return { label };
  if (rest.length === 0)
    throw new DataError(`The image ${printable(path)} is in neither of the folders normal and anomalous.`, {
      hint: customStructure,
    });
  return { label, anomalous: isAnomalousFolder(labelFolder) === true };
}

function checkClasses(images: CustomImage[], { classes, anomalies }: CustomLayout, folder: string): void {
  const present = new Set(
    images.map(({ split, label, anomalous }) => keyOf(split, label, anomalous ?? false)),
  );
  const check = (split: Split, anomalous: boolean, what: string): void => {
    const empty = classes.filter((_, label) => !present.has(keyOf(split, label, anomalous)));
    if (empty.length > 0)
      throw new DataError(`There are no ${what} of ${listed(empty)} in ${printable(folder)}.`, {
        hint: `Each class needs some. ${customStructure}`,
      });
  };
  const own = anomalies === 'own';
  check('train', false, own ? 'normal training images' : 'training images');
  check('test', false, own ? 'normal test images' : 'test images');
  if (own) check('test', true, 'anomalous test images');
}

function keyOf(split: Split, label: number, anomalous: boolean): string {
  return `${split} ${label} ${anomalous}`;
}
