import { join, parse } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import type { ImageSource } from '@fcdd/images';
import { readTar } from '@fcdd/acquisition/archives';
import { foldersIn, isFolder, namesIn, statsAt } from '@fcdd/acquisition/files';
import { findClassFolders } from './class-folders.ts';

/** A copy of MVTec-AD, or of a part of it: the folder that holds its class folders, or a tar archive of that. */
export interface MvtecCopy {
  path: string;
  /** Its images and masks, one after the other, in an order that is the same each time. */
  files(): AsyncIterable<MvtecFile>;
}

/** Facts in the path of an image or a mask: `<class>/<train|test|ground_truth>/<kind>/<name>`. */
export interface MvtecPlace {
  className: string;
  folder: 'train' | 'test' | 'ground_truth';
  /** `good`, or a type of defect. */
  kind: string;
  /** The name without its ending and, of a mask, without `_mask`: an image and its mask have the same. */
  stem: string;
  /** For messages: where it is. */
  name: string;
}

export interface MvtecFile {
  place: MvtecPlace;
  /** Its path; or its contents where it is in an archive, until the next file comes. */
  source(): Promise<ImageSource>;
}

export const goodKind = 'good';

/** Bytes of an image file; those of MVTec-AD have less than three million. */
const largestFile = 64 * 1024 * 1024;

/**
 * Opens a folder or a tar archive.
 * @throws DataError where there is none
 */
export function openMvtecCopy(path: string): MvtecCopy {
  const stats = statsAt(path);
  if (stats?.isDirectory()) return openFolder(path);
  if (stats?.isFile()) return { path, files: () => filesInArchive(path) };
  const reason = stats ? 'is neither a folder nor a file' : 'does not exist';
  throw new DataError(`${printable(path)} ${reason}.`, { hint: whatItShouldBe });
}

export const whatItShouldBe =
  'MVTec-AD is a folder, or a tar archive of one, with a folder of each class: bottle/train/good, bottle/test/good, bottle/test/<defect> and bottle/ground_truth/<defect>, for example.';

function openFolder(path: string): MvtecCopy {
  const found = findClassFolders(path);
  if (!found) throw new DataError(`${printable(path)} has no folder of a class.`, { hint: whatItShouldBe });
  return { path: found.root, files: () => filesInFolder(found.root, found.classes) };
}

async function* filesInFolder(root: string, classes: string[]): AsyncGenerator<MvtecFile> {
  for (const className of classes)
    for (const folder of ['ground_truth', 'test', 'train'])
      for (const kind of foldersAt(join(root, className, folder)))
        for (const name of namesIn(join(root, className, folder, kind))) {
          const parts = [className, folder, kind, name];
          const path = join(root, ...parts);
          const place = placeOf(parts, path);
          if (place) yield { place, source: async () => path };
        }
}

async function* filesInArchive(path: string): AsyncGenerator<MvtecFile> {
  let root: string | undefined;
  for await (const entry of readTar(path)) {
    const parts = entry.name.split('/');
    const place = placeOf(parts.slice(-4), `${entry.name} in ${path}`);
    if (!place) continue;
    root ??= rootOf(parts);
    if (rootOf(parts) !== root)
      throw new DataError(
        `${printable(path)} has folders of classes in two places: ${printable(root)} and ${printable(rootOf(parts))}.`,
        { hint: whatItShouldBe },
      );
    yield { place, source: () => entry.bytes(largestFile) };
  }
}

/** In an archive: the folder that holds the folders of classes. */
function rootOf(parts: string[]): string {
  return parts.slice(0, -4).join('/') || '.';
}

/** Role of a file by the last parts of its path; undefined where it is not an image or mask of the data set. */
function placeOf(parts: string[], name: string): MvtecPlace | undefined {
  const [className, folder, kind, file] = parts;
  if (!className || !kind || !file || file.startsWith('.')) return undefined;
  const { name: stem } = parse(file);
  switch (folder) {
    case 'train':
    case 'test':
      return { className, folder, kind, stem, name };
    case 'ground_truth':
      // Some copies have empty masks of good images too; these are known without them.
      return kind === goodKind
        ? undefined
        : { className, folder, kind, stem: stem.replace(/_mask$/, ''), name };
    default:
      return undefined;
  }
}

/** None where there is no such folder. */
function foldersAt(path: string): string[] {
  return isFolder(path) ? foldersIn(path) : [];
}
