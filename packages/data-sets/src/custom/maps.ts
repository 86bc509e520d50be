import { parse } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import type { TreeFile } from '@fcdd/acquisition/files';
import { groupBy } from '../group-by.ts';
import type { CustomFiles, CustomImage } from './images.ts';
import type { CustomLayout } from './layout.ts';
import type { Split } from '../data-set.ts';

/** Ground-truth maps of the images that have one, and whether a split has maps that can be used. */
export interface CustomMaps {
  of: Map<CustomImage, TreeFile>;
  hasMaps: Record<Split, boolean>;
}

/**
 * Finds the map of each image: the file of the same name, whatever its ending. Images of a training split may lack one.
 * In a test split, all images need one, except normal images of classes with their own anomalies, whose maps are ignored.
 * @param warn receives a message about test images that lack one
 * @throws DataError where a map has no image, or it is not clear which
 */
export function matchCustomMaps(
  { images, maps }: CustomFiles,
  { anomalies }: CustomLayout,
  warn: (message: string) => void,
): CustomMaps {
  const imagesOf = (split: Split): CustomImage[] => images.filter((image) => image.split === split);
  const of = new Map([
    ...matched(maps.train, imagesOf('train'), 'train'),
    ...matched(maps.test, imagesOf('test'), 'test'),
  ]);
  const needMap = imagesOf('test').filter(({ anomalous }) => anomalies === 'other classes' || anomalous);
  const lacking = needMap.filter((image) => !of.has(image));
  const isComplete = maps.test.length > 0 && lacking.length === 0;
  if (maps.test.length > 0 && !isComplete)
    warn(
      `${lacking.length} of ${needMap.length} ${anomalies === 'own' ? 'anomalous ' : ''}test images lack a ground-truth map, such as ${printable(lacking[0]!.file.path)}: heatmaps are not evaluated per pixel.`,
    );
  return { of, hasMaps: { train: maps.train.length > 0, test: isComplete } };
}

function matched(maps: TreeFile[], images: CustomImage[], split: Split): Map<CustomImage, TreeFile> {
  const byName = new Map(images.map((image) => [image.file.name.normalize(), image]));
  const byStem = groupBy(images, (image) => stemOf(image.file.name));
  const pairs = new Map<CustomImage, TreeFile>();
  for (const map of maps) {
    const name = map.name.replace(`${split}_maps/`, `${split}/`).normalize();
    const exact = byName.get(name);
    const candidates = exact ? [exact] : (byStem.get(stemOf(name)) ?? []);
    const [image] = candidates;
    if (!image)
      throw new DataError(
        `The map ${printable(map.path)} belongs to no image: there is no ${printable(name)}.`,
        {
          hint: 'Give it the name and folder of its image, or remove it. Its ending may differ.',
        },
      );
    const other = candidates[1]?.file ?? pairs.get(image);
    if (other)
      throw new DataError(
        `It is not clear which image has which map: ${printable(map.path)}, ${printable(image.file.path)} and ${printable(other.path)}.`,
        { hint: 'Give each map the very name of its image, and each image one map.' },
      );
    pairs.set(image, map);
  }
  return pairs;
}

/** The name without its ending, in Unicode's composed form. */
function stemOf(name: string): string {
  const { dir, name: stem } = parse(name.normalize());
  return `${dir}/${stem}`;
}
