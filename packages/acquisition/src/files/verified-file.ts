import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { DataError } from '@fcdd/errors';

/** Data that are there, but not sound: unlike missing ones, the user should hear of them. */
export class DamagedError extends DataError {}

/** A file of a data set, known in advance. */
export interface KnownFile {
  name: string;
  /** Bytes, unpacked. */
  size: number;
  /** SHA-256 of the unpacked contents, since the same contents are packed in several ways. */
  sha256: string;
}

/**
 * Reads a file of a data set from a folder, where it may be gzipped and end in `.gz`.
 * @returns the unpacked contents
 * @throws DataError where it is missing, or its contents are not the known ones
 */
export async function readVerified(folder: string, file: KnownFile): Promise<Buffer> {
  let failure: unknown;
  for (const path of [join(folder, file.name), join(folder, `${file.name}.gz`)]) {
    try {
      return await readVerifiedPath(path, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') failure = error;
    }
  }
  throw failure ?? new DataError(`there is no ${file.name} or ${file.name}.gz`);
}

/**
 * Reads one file and checks that its unpacked contents are the known ones.
 * @throws DataError where they are not
 */
export async function readVerifiedPath(path: string, { size, sha256 }: KnownFile): Promise<Buffer> {
  const contents = await readUnpacked(path, size);
  const found = createHash('sha256').update(contents).digest('hex');
  if (found !== sha256) throw new DamagedError(`${path} is damaged: its SHA-256 is ${found}, not ${sha256}`);
  return contents;
}

/**
 * Reads a file and unpacks it if it is gzipped.
 * @param largest bytes beyond which the file is refused, unread or as soon as it unpacks to more
 * @throws DataError where it is too large or its packing is damaged
 */
export async function readUnpacked(path: string, largest: number): Promise<Buffer> {
  const { size } = await stat(path);
  if (size > largestPacked(largest)) throw new DamagedError(`${path} is too large: ${size} bytes`);
  return unpackGzip(await readFile(path), largest, path);
}

/** Bytes that a gzipped file may have at most: packing can make contents a little larger. */
export function largestPacked(unpackedSize: number): number {
  return Math.ceil(unpackedSize * 1.01) + 1024;
}

/**
 * Unpacks bytes if they are gzipped.
 * @throws DataError where they unpack to more than `largest` bytes or their packing is damaged
 */
export async function unpackGzip(bytes: Buffer, largest: number, file: string): Promise<Buffer> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: largest });
  } catch (cause) {
    const tooLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    const reason = tooLarge ? `it unpacks to more than ${largest} bytes` : 'its gzip data are damaged';
    throw new DamagedError(`${file} cannot be unpacked: ${reason}`, { cause });
  }
}
