import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import { readTar } from '@fcdd/acquisition/archives';
import { isFile, isFolder } from '@fcdd/acquisition/files';
import { type DataSettings, publishedFile } from '@fcdd/acquisition';
import { pascalVocArchive } from './pascalvoc.ts';

/** A copy of Pascal VOC2007: its folder VOC2007, or an archive of that. */
export interface PascalVocCopy {
  path: string;
  form: 'archive' | 'folder';
}

export interface PascalVocFile {
  /** Relative to the folder VOC2007, such as `JPEGImages/000005.jpg`. */
  name: string;
  contents: Buffer;
}

export interface PascalVocRequest extends DataSettings {
  /** The user's own copy: an archive, the folder VOC2007, or one that it is in. */
  path?: string;
}

/**
 * Finds Pascal VOC2007 in the user's own copy; else, in the data folder, unpacked or as the publisher's archive, which is
 * fetched if there is none.
 * @throws DataError where it is nowhere, with what to do
 */
export async function findPascalVoc(request: PascalVocRequest): Promise<PascalVocCopy> {
  const { path, dataFolder, log } = request;
  if (path !== undefined) return openOwnCopy(path);
  const unpacked = findFolder(join(dataFolder, pascalVocArchive.folder));
  if (!unpacked) return { path: await publishedFile(pascalVocArchive, request), form: 'archive' };
  log(`${printable(unpacked)} was not compared with a digest: only its archive has a known one.`);
  return { path: unpacked, form: 'folder' };
}

function openOwnCopy(path: string): PascalVocCopy {
  if (isFile(path)) return { path, form: 'archive' };
  const folder = findFolder(path);
  if (folder) return { path: folder, form: 'folder' };
  const { name, url } = pascalVocArchive;
  throw new DataError(`${printable(path)} is not a copy of Pascal VOC2007.`, {
    hint: `It is ${name} (${url}), or what that unpacks into: VOCdevkit/VOC2007 with the folders Annotations, ImageSets and JPEGImages.`,
  });
}

function findFolder(path: string): string | undefined {
  const places = [path, join(path, 'VOC2007'), join(path, 'VOCdevkit/VOC2007')];
  return places.find((folder) => isFolder(join(folder, 'ImageSets')));
}

/**
 * Reads these files: in this order out of a folder, in its own order out of an archive.
 * @param largest bytes of a file
 * @throws DataError where one is missing or larger, or the archive is unsound
 */
export async function* readPascalVocFiles(
  { path, form }: PascalVocCopy,
  names: string[],
  largest: number,
): AsyncGenerator<PascalVocFile> {
  if (form === 'folder') {
    for (const name of names) yield { name, contents: await readSmallFile(join(path, name), largest) };
    return;
  }
  const left = new Set(names);
  for await (const entry of readTar(path)) {
    const name = entry.name.replace(/^(.*\/)?VOC2007\//, '');
    if (!left.delete(name)) continue;
    yield { name, contents: await entry.bytes(largest) };
    if (left.size === 0) return;
  }
  const [first] = left;
  if (first)
    throw new DataError(`${printable(path)} does not hold ${first}, nor ${left.size - 1} other files.`, {
      hint: `It should be ${pascalVocArchive.name}: get it again.`,
    });
}

async function readSmallFile(path: string, largest: number): Promise<Buffer> {
  const size = await stat(path).then(
    (status) => (status.isFile() ? status.size : Infinity),
    (cause: unknown) => {
      throw new DataError(`${printable(path)} cannot be read`, { cause, hint: 'Get it again.' });
    },
  );
  if (size > largest)
    throw new DataError(`${printable(path)} is not a file of at most ${largest} bytes.`, {
      hint: 'Get it again.',
    });
  return readFile(path);
}
