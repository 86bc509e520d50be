import { join } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import { readImage } from '@fcdd/images';
import { imageEndings } from '@fcdd/acquisition/files';
import { inOrder } from '../in-order.ts';
import { type ImageFolderSurvey, type SurveyedFolder, imagesIn } from './image-folder-survey.ts';
import type { OutlierImage, OutlierPool, OutlierPoolRequest } from '../outliers/outlier-pool.ts';

/**
 * Opens a folder with any number of images, once it is surveyed. They keep their proportions, and their centre is cut
 * out. The place of a broken image is taken by the next one that is sound and was not picked, with a warning.
 * @throws DataError where it has no images; picking throws one where none is sound
 */
export function openSurveyed(
  root: string,
  { folders }: ImageFolderSurvey,
  request: OutlierPoolRequest,
): OutlierPool {
  const count = folders.reduce((total, { images }) => total + images, 0);
  if (count === 0)
    throw new DataError(`There are no images in ${printable(root)}, or in the folders in it.`, {
      hint: `Images end in ${imageEndings.join(', ')}, and are not in excluded folders.`,
    });
  return { count, pick: (indices) => pickImages(root, folders, indices, request) };
}

async function* pickImages(
  root: string,
  folders: SurveyedFolder[],
  indices: Uint32Array,
  { shape, log, warn }: OutlierPoolRequest,
): AsyncGenerator<OutlierImage> {
  const pathOf = createLocator(folders);
  const spares = createSpares(folders, indices);
  const broken: string[] = [];
  const readSound = async (path: string) => {
    try {
      return await readImage(path, { ...shape, fit: 'crop' });
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      broken.push(path);
      log(`An outlier is left out: ${error.message}`);
      return undefined;
    }
  };
  let sound = 0;
  for await (const picked of inOrder(pathsOf(indices, pathOf), readSound)) {
    let pixels = picked;
    while (!pixels) {
      const spare = spares();
      if (spare === undefined) break;
      pixels = await readSound(await pathOf(spare));
    }
    if (pixels) {
      sound++;
      yield { pixels };
    }
  }
  if (broken.length) tellBroken(root, broken, sound, warn);
}

function tellBroken(root: string, broken: string[], sound: number, warn: (message: string) => void): void {
  const examples = broken.slice(0, 5).map(printable).join(', ');
  const told = `Broken images in ${printable(root)} are left out: ${examples}${broken.length > 5 ? ` and ${broken.length - 5} more` : ''}`;
  if (sound === 0) throw new DataError(`${told}; none is sound.`, { hint: 'Take another folder.' });
  warn(`${told}. Others are taken in their place, as far as there are any.`);
}

async function* pathsOf(
  indices: Uint32Array,
  pathOf: (index: number) => Promise<string>,
): AsyncGenerator<string> {
  for (const index of indices) yield pathOf(index);
}

/** Finds images by number. Only the folder of the last one is listed: numbers should mostly ascend. */
function createLocator(folders: SurveyedFolder[]): (index: number) => Promise<string> {
  let position = 0;
  let start = 0;
  let names: string[] | undefined;
  return async (index) => {
    const before = position;
    while (index >= start + folders[position]!.images) start += folders[position++]!.images;
    while (index < start) start -= folders[--position]!.images;
    const { path, images } = folders[position]!;
    if (position !== before) names = undefined;
    names ??= await imagesIn(path);
    if (names.length !== images)
      throw new DataError(`The folder ${printable(path)} has changed while it was read.`, {
        hint: 'Run again.',
      });
    return join(path, names[index - start]!);
  };
}

/** Numbers of images that were not picked, one after the other, from the first picked one on. */
function createSpares(folders: SurveyedFolder[], indices: Uint32Array): () => number | undefined {
  const count = folders.reduce((total, { images }) => total + images, 0);
  const picked = new Set(indices);
  const first = indices[0] ?? 0;
  let tried = 0;
  return () => {
    while (tried < count) {
      const index = (first + tried++) % count;
      if (!picked.has(index)) return index;
    }
    return undefined;
  };
}
