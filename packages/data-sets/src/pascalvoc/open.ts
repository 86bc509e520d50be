import { DataError, printable } from '@fcdd/errors';
import { inOrder } from '../in-order.ts';
import {
  type ImageReading,
  imageReadingFrom,
  readTestImage,
  readTrainingImage,
} from '@fcdd/preprocessing/image-reading';
import type { DataSetItem, DataSetOpener } from '../data-set.ts';
import { readObjectNames } from './annotation.ts';
import { type PascalVocCopy, findPascalVoc, readPascalVocFiles } from './files.ts';
import { pascalvoc } from './pascalvoc.ts';

/**
 * The images of Pascal VOC2007 that show a horse are nominal. Training images are those with a horse of its training
 * images, test images are all of its validation images, in the order of their numbers.
 * @throws DataError where it is nowhere, or a file is missing or unsound
 */
export const open: DataSetOpener = async (request) => {
  const copy = await findPascalVoc(request);
  const { train, val } = await readImageSets(copy);
  const horses = await findHorses(copy, [...train, ...val]);
  const nominal = train.filter((id) => horses.has(id));
  if (!nominal.length)
    throw new DataError(`${printable(copy.path)} has no training image of a horse.`, {
      hint: 'Get it from its publisher again.',
    });
  const reading = imageReadingFrom(pascalvoc.dataSet.preparation, request.shape);
  const { shape, storedShape } = reading;
  return {
    classes: pascalvoc.dataSet.classes,
    shape,
    storedShape,
    anomalies: 'own',
    hasMaps: { train: false, test: false },
    expectedCount: nominal.length + val.length,
    async *read() {
      yield* readItems(copy, nominal, 'train', horses, reading);
      yield* readItems(copy, val, 'test', horses, reading);
    },
    origin: { source: request.path === undefined ? publisher : "the user's copy of VOC2007", digests: {} },
  };
};

const publisher =
  'M. Everingham et al.: The PASCAL Visual Object Classes Challenge 2007, training and validation data';

/** Bytes; the published lists have 30,000, annotations 10,000 and images 300,000. */
const largest = { list: 1 << 20, annotation: 1 << 20, image: 64 << 20 };

type ImageSets = Record<'train' | 'val', string[]>;

async function readImageSets(copy: PascalVocCopy): Promise<ImageSets> {
  const sets: ImageSets = { train: [], val: [] };
  const files = { train: 'ImageSets/Main/train.txt', val: 'ImageSets/Main/val.txt' };
  for await (const { name, contents } of readPascalVocFiles(copy, Object.values(files), largest.list))
    sets[name === files.train ? 'train' : 'val'] = parseIds(contents, `${name} in ${copy.path}`);
  return sets;
}

function parseIds(contents: Buffer, file: string): string[] {
  const ids = [...new Set(contents.toString('latin1').trim().split(/\s+/))].sort();
  const wrong = ids.find((id) => !/^\w+$/.test(id));
  if (wrong === undefined) return ids;
  throw new DataError(
    `${printable(file)} is not a list of images: it has "${printable(wrong.slice(0, 40))}".`,
    {
      hint: 'Get it again.',
    },
  );
}

async function findHorses(copy: PascalVocCopy, ids: string[]): Promise<Set<string>> {
  const horses = new Set<string>();
  const files = ids.map((id) => `Annotations/${id}.xml`);
  for await (const { name, contents } of readPascalVocFiles(copy, files, largest.annotation))
    if (readObjectNames(contents.toString(), `${name} in ${copy.path}`).includes('horse'))
      horses.add(idOf(name));
  return horses;
}

function readItems(
  copy: PascalVocCopy,
  ids: string[],
  split: 'train' | 'test',
  horses: Set<string>,
  reading: ImageReading,
): AsyncGenerator<DataSetItem> {
  const files = ids.map((id) => `JPEGImages/${id}.jpg`);
  const read = split === 'train' ? readTrainingImage : readTestImage;
  return inOrder(readPascalVocFiles(copy, files, largest.image), async ({ name, contents }) => ({
    split,
    pixels: await read(contents, reading, `${name} in ${copy.path}`),
    label: 0,
    anomalous: !horses.has(idOf(name)),
  }));
}

/** The number in a name: 000005 in `JPEGImages/000005.jpg`. */
function idOf(name: string): string {
  return name.replace(/^.*\/|\.\w+$/g, '');
}
