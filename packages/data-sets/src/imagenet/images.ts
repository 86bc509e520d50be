import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import type { ImageSource } from '@fcdd/images';
import { listTar, readTar, readTarStream, type TarMember } from '@fcdd/acquisition/archives';
import type { ImagenetFile } from './files.ts';

export interface ImagenetImage {
  /** Its class, as WordNet's identifier. */
  wnid: string;
  /** Its path, or its contents where it is in an archive. */
  source: ImageSource;
  /** For messages: where it is. */
  name: string;
}

/** A validation image, by the name of its file. */
export interface ValidationImage {
  wnid: string;
  file: string;
}

/** Bytes; the largest image of ILSVRC2012 has 16 million. */
const largestImage = 64 * 1024 * 1024;

/**
 * Reads the training images of these classes, class by class. Nothing else is read: an archive is an archive of each class,
 * and those of other classes are passed over. In memory is one image.
 * @throws DataError where a class is missing, or the archive is unsound
 */
export async function* readTrainingImages(
  { path, form }: ImagenetFile,
  wnids: string[],
): AsyncGenerator<ImagenetImage> {
  if (form === 'folder') {
    for (const wnid of wnids)
      for (const file of await imagesIn(join(path, wnid))) {
        const source = join(path, wnid, file);
        yield { wnid, source, name: source };
      }
    return;
  }
  const members = await findClasses(path, wnids);
  for (const [wnid, { name: archive, offset, size }] of members) {
    const place = `${archive} in ${path}`;
    const contents = createReadStream(path, { start: offset, end: offset + size - 1 });
    for await (const entry of readTarStream(contents, place))
      if (isImage(entry.name))
        yield { wnid, source: await entry.bytes(largestImage), name: `${entry.name} in ${place}` };
  }
}

/** The archives of classes within the archive of all, in the order of the classes. */
async function findClasses(path: string, wnids: string[]): Promise<[wnid: string, TarMember][]> {
  const members = new Map<string, TarMember>();
  for await (const member of listTar(path)) members.set(member.name.split('/').at(-1)!, member);
  return wnids.map((wnid) => {
    const member = members.get(`${wnid}.tar`);
    if (!member)
      throw new DataError(`${printable(path)} does not hold ${wnid}.tar.`, {
        hint: 'It is not the archive of all training images: get it from the publisher.',
      });
    return [wnid, member];
  });
}

/**
 * Lists the validation images, in the order of their numbers.
 * @param classes WordNet's identifier of each, in that order, where they are in an archive
 * @throws DataError where the folder has no class folders
 */
export async function listValidationImages(
  { path, form }: ImagenetFile,
  classes: string[],
): Promise<ValidationImage[]> {
  if (form === 'archive')
    return classes.map((wnid, index) => ({
      wnid,
      file: `ILSVRC2012_val_${String(index + 1).padStart(8, '0')}.JPEG`,
    }));
  const wnids = (await readdir(path)).filter((name) => /^n\d{8}$/.test(name));
  if (!wnids.length)
    throw new DataError(`${printable(path)} has no folders of classes.`, {
      hint: 'Sort the images into folders such as n01440764, or put the archive there instead of the folder.',
    });
  const images: ValidationImage[] = [];
  for (const wnid of wnids) for (const file of await imagesIn(join(path, wnid))) images.push({ wnid, file });
  return images.sort((one, other) => (one.file < other.file ? -1 : 1));
}

/**
 * Reads these validation images: in this order out of folders, in its own order out of an archive. In memory is one image.
 * @throws DataError where one is missing, or the archive is unsound
 */
export async function* readValidationImages(
  { path, form }: ImagenetFile,
  images: ValidationImage[],
): AsyncGenerator<ImagenetImage> {
  if (form === 'folder') {
    for (const { wnid, file } of images) {
      const source = join(path, wnid, file);
      yield { wnid, source, name: source };
    }
    return;
  }
  const left = new Map(images.map(({ file, wnid }) => [file, wnid]));
  for await (const entry of readTar(path)) {
    const file = entry.name.split('/').at(-1)!;
    const wnid = left.get(file);
    if (wnid === undefined) continue;
    left.delete(file);
    yield { wnid, source: await entry.bytes(largestImage), name: `${entry.name} in ${path}` };
    if (left.size === 0) return;
  }
  const [first] = left.keys();
  if (first)
    throw new DataError(`${printable(path)} does not hold ${first}, nor ${left.size - 1} other images.`, {
      hint: 'It is not the archive of all validation images: get it from the publisher.',
    });
}

/** Sorted. */
async function imagesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new DataError(`The class folder ${printable(folder)} cannot be read`, {
      cause,
      hint: 'Unpack the archive of this class there.',
    });
  });
  const images = names.filter(isImage).sort();
  if (!images.length)
    throw new DataError(`The class folder ${printable(folder)} has no images.`, {
      hint: 'Unpack the archive of this class there.',
    });
  return images;
}

function isImage(name: string): boolean {
  return /(^|\/)[^./][^/]*\.jpe?g$/i.test(name);
}
