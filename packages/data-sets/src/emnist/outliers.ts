import { join } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import { type ImageStack, imageAt } from '@fcdd/images';
import { userFolder } from '../idx/sources.ts';
import { parseIdxImages } from '../idx/idx-file.ts';
import { isFile } from '@fcdd/acquisition/files';
import {
  type Attempt,
  type DataSettings,
  firstThatLoads,
  howToGet,
  publishedAttempts,
  type PublishedFile,
  readUnpacked,
  unpackGzip,
} from '@fcdd/acquisition';
import { readZipEntry } from '@fcdd/acquisition/archives';
import type { OutlierPool, OutlierPoolOpener, OutlierPoolRequest } from '../outliers/outlier-pool.ts';
import { poolOf } from '../outliers/stack-pool.ts';
import { emnist, emnistArchive, lettersFile } from './emnist.ts';

/** Twice what the file has, so that a later edition fits too. */
const largestLetters = 2 * 124_800 * 28 * 28;

/** The training images of EMNIST's letters, upright. */
export const open: OutlierPoolOpener = (request) => openLetters(request, emnistArchive);

/** @param archive the archive that counts as the publisher's */
export async function openLetters(request: OutlierPoolRequest, archive: PublishedFile): Promise<OutlierPool> {
  if (request.path !== undefined) return upright(await readOwnCopy(request.path), request);
  const folder = userFolder(emnist.name, request);
  const attempts: Attempt<ImageStack>[] = [
    { source: `${lettersFile} in the folder ${folder}`, load: () => readOwnFile(folder, request) },
    ...publishedAttempts(archive, request).map((attempt) => ({
      ...attempt,
      load: async () => readArchive(await attempt.load()),
    })),
  ];
  const hint = `${howToGet(archive, request)} Of the archive's contents, ${lettersFile}.gz is enough. Or take another source of outliers, such as mnist.`;
  const images = await firstThatLoads('EMNIST (training letters)', attempts, request, hint);
  return upright(images, request);
}

/** @param path the archive, the file of the letters, or a folder that holds one of them */
async function readOwnCopy(path: string): Promise<ImageStack> {
  const places = [
    path,
    join(path, lettersFile),
    join(path, `${lettersFile}.gz`),
    join(path, emnistArchive.name),
  ];
  for (const place of places)
    if (isFile(place))
      return place.endsWith('.zip')
        ? readArchive(place)
        : parseLetters(await readUnpacked(place, largestLetters), place);
  throw new DataError(`${printable(path)} is not a copy of EMNIST.`, {
    hint: `It is ${emnistArchive.name}, or of its contents ${lettersFile}.gz.`,
  });
}

/** This file alone has no digest that several projects agree on: it is taken on trust, and that is said. */
async function readOwnFile(folder: string, { log }: DataSettings): Promise<ImageStack> {
  for (const path of [join(folder, lettersFile), join(folder, `${lettersFile}.gz`)]) {
    if (!isFile(path)) continue;
    const images = parseLetters(await readUnpacked(path, largestLetters), path);
    log(`${path} was not compared with a digest: only the archive that it comes from has a known one.`);
    return images;
  }
  throw new DataError(`there is no ${lettersFile} or ${lettersFile}.gz`);
}

async function readArchive(path: string): Promise<ImageStack> {
  const packed = await readZipEntry(path, `gzip/${lettersFile}.gz`, largestLetters);
  return parseLetters(await unpackGzip(packed, largestLetters, lettersFile), lettersFile);
}

function parseLetters(bytes: Uint8Array, file: string): ImageStack {
  const images = parseIdxImages(bytes, file);
  if (images.height !== 28 || images.width !== 28)
    throw new DataError(`${file} holds images of ${images.height} x ${images.width} instead of 28 x 28.`);
  return images;
}

/** EMNIST stores its images column by column. */
function upright(stack: ImageStack, { shape }: OutlierPoolRequest): OutlierPool {
  const { count, width } = stack;
  for (let index = 0; index < count; index++) {
    const image = imageAt(stack, index);
    for (let y = 0; y < width; y++)
      for (let x = 0; x < y; x++) {
        const value = image[y * width + x]!;
        image[y * width + x] = image[x * width + y]!;
        image[x * width + y] = value;
      }
  }
  return poolOf(stack, shape);
}
