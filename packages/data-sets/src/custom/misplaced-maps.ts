import { dirname, parse } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import { isTwoValued, readImage } from '@fcdd/images';
import { groupBy } from '../group-by.ts';
import type { CustomImage } from './images.ts';
import { isMapFolder, withoutMapEnding } from './map-names.ts';

/**
 * Refuses ground-truth maps that lie among images, where they would be taken for images: in a folder whose name means
 * maps, or beside an image of the same stem and with two values alone.
 * @param warn hears of images of one stem that are no maps
 * @throws DataError that names one
 */
export async function refuseMisplacedMaps(
  images: CustomImage[],
  warn: (message: string) => void,
): Promise<void> {
  const inFolder = images.filter(({ file }) => file.name.split('/').slice(2, -1).some(isMapFolder));
  if (inFolder.length > 0) throw misplaced(inFolder, printable(inFolder[0]!.file.name));
  const groups = groupBy(images, ({ file }) => stemOf(file.name));
  const alike = [...groups.values()].filter((group) => group.length > 1);
  const pairs: { map: CustomImage; image: CustomImage }[] = [];
  for (const group of alike) {
    const maps = await mapsAmong(group);
    const image = group.find((one) => !maps.includes(one));
    if (image) pairs.push(...maps.map((map) => ({ map, image })));
  }
  const [first] = pairs;
  if (first)
    throw misplaced(
      pairs.map(({ map }) => map),
      `${printable(first.map.file.name)} beside ${printable(first.image.file.name)}`,
    );
  const [one, other] = alike[0] ?? [];
  if (one && other)
    warn(
      `Some images differ in name by the ending alone, such as ${printable(one.file.name)} and ${printable(other.file.name)}: each counts as an image.`,
    );
}

function misplaced(files: CustomImage[], example: string): DataError {
  const { split, file } = files[0]!;
  const place = dirname(file.name).replace(split, `${split}_maps`);
  const count = `${files.length} file${files.length > 1 ? 's' : ''}`;
  return new DataError(`Ground-truth maps lie among the images: ${count}, such as ${example}.`, {
    hint: `Move maps to a folder of their own, such as ${printable(place)}, each with the name of its image; or move them away.`,
  });
}

/** The name without its ending, and without a word such as `_mask`. */
function stemOf(name: string): string {
  const { dir, name: stem } = parse(name.normalize());
  return `${dir}/${withoutMapEnding(stem)}`;
}

const looked = { height: 128, width: 128, channels: 1 };

async function mapsAmong(group: CustomImage[]): Promise<CustomImage[]> {
  const maps: CustomImage[] = [];
  for (const image of group)
    if (isTwoValued(await readImage(image.file.path, looked, image.file.path))) maps.push(image);
  return maps;
}
