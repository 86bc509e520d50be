import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { type ImageStack, imageAt } from '@fcdd/images';
import { userFolder } from '../data-sets/idx-sources.ts';
import { fileDigest } from '../file-digest.ts';
import { parseIdxImages } from '../idx.ts';
import type { DataSettings } from '../settings.ts';
import { type Attempt, firstThatLoads } from '../sources/attempts.ts';
import { download } from '../sources/download.ts';
import { createChecked } from '../sources/fetched-file.ts';
import { readUnpacked, unpack } from '../verified-file.ts';
import { readZipEntry } from './zip-archive.ts';
import type { OutlierPool, OutlierPoolRequest } from './outlier-pool.ts';
import { poolOf } from './stack-pool.ts';

/** The publisher's archive with all splits of EMNIST. */
export interface EmnistArchive {
  url: string;
  name: string;
  /** Bytes. */
  largest: number;
  sha256: string;
}

export const lettersFile = 'emnist-letters-train-images-idx3-ubyte';
/** Twice what the file has, so that a later edition fits too. */
const largestLetters = 2 * 124_800 * 28 * 28;

// The publisher gives no digest; this is the one that other projects found independently of each other.
export const publishersArchive: EmnistArchive = {
  url: 'https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip',
  name: 'gzip.zip',
  largest: 600_000_000,
  sha256: 'fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e',
};

/** The training images of EMNIST's letters, upright. */
export async function emnistOutliers(
  request: OutlierPoolRequest,
  archive: EmnistArchive = publishersArchive,
): Promise<OutlierPool> {
  const folder = userFolder('emnist', request);
  const archivePath = join(folder, archive.name);
  const attempts: Attempt<ImageStack>[] = [
    { source: `${lettersFile} in the folder ${folder}`, load: () => readOwnFile(folder, request) },
    {
      source: `${archive.name} in the folder ${folder}`,
      load: () => readArchive(archivePath, archive),
    },
    {
      source: archive.url,
      fetches: true,
      async load() {
        request.log('Fetching EMNIST: about 540 MB, once.');
        await createChecked(
          archivePath,
          (temporary) => download(archive.url, temporary, archive.largest, request),
          (temporary) => verifyArchive(temporary, archive),
        );
        return readArchive(archivePath, archive);
      },
    },
  ];
  const hint = `Put the publisher's ${archive.name} (${archive.url}), or of its contents ${lettersFile}.gz, into ${folder}. Or take another source of outliers, such as mnist.`;
  const images = await firstThatLoads('EMNIST (training letters)', attempts, request, hint);
  turnUpright(images);
  return poolOf(images, request.shape);
}

/** This file alone has no digest that several projects agree on: it is taken on trust, and that is said. */
async function readOwnFile(folder: string, { log }: DataSettings): Promise<ImageStack> {
  for (const path of [join(folder, lettersFile), join(folder, `${lettersFile}.gz`)]) {
    if (!(await exists(path))) continue;
    const images = parseLetters(await readUnpacked(path, largestLetters), path);
    log(`${path} was not compared with a digest: only the archive that it comes from has a known one.`);
    return images;
  }
  throw new DataError(`there is no ${lettersFile} or ${lettersFile}.gz`);
}

async function readArchive(path: string, archive: EmnistArchive): Promise<ImageStack> {
  if (!(await exists(path))) throw new DataError('there is no such file');
  await verifyArchive(path, archive);
  const packed = await readZipEntry(path, `gzip/${lettersFile}.gz`, largestLetters);
  return parseLetters(await unpack(packed, largestLetters, lettersFile), lettersFile);
}

async function verifyArchive(path: string, { sha256 }: EmnistArchive): Promise<void> {
  const found = await fileDigest(path);
  if (found !== sha256) throw new DataError(`${path} is damaged: its SHA-256 is ${found}, not ${sha256}`);
}

function parseLetters(bytes: Uint8Array, file: string): ImageStack {
  const images = parseIdxImages(bytes, file);
  if (images.height !== 28 || images.width !== 28)
    throw new DataError(`${file} holds images of ${images.height} x ${images.width} instead of 28 x 28.`);
  return images;
}

/** EMNIST stores its images column by column. */
function turnUpright(stack: ImageStack): void {
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
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
