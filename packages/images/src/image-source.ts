import { readFile, stat } from 'node:fs/promises';
import { DataError, printable } from '@fcdd/errors';

/** Larger files are refused: every image within the limit of pixels can be saved smaller. */
const largestImageFile = 512 * 1024 * 1024;

/** A file's path, or its contents. */
export type ImageSource = string | Buffer;

/** What messages call an image that has no name of its own. */
export function nameOf(source: ImageSource): string {
  return typeof source === 'string' ? source : 'An image';
}

/**
 * The contents of an image file.
 * @throws DataError where it is missing, empty, too large or no file (reading a pipe would wait for ever)
 */
export async function readSource(source: ImageSource, name: string): Promise<Buffer> {
  const refuse = (reason: string, hint: string, cause?: unknown) =>
    new DataError(`${printable(name)} ${reason}.`, { hint, cause });
  const size = typeof source === 'string' ? await sizeOfFile(source, refuse) : source.length;
  if (size === 0) throw refuse('is empty', 'Get it again, or remove it.');
  if (size > largestImageFile)
    throw refuse(`has ${size} bytes, more than ${largestImageFile}`, 'Save it smaller, or remove it.');
  if (typeof source !== 'string') return source;
  return readFile(source).catch((cause: unknown) => {
    throw refuse('cannot be read', 'Check the permissions of the file.', cause);
  });
}

type Refuse = (reason: string, hint: string, cause?: unknown) => DataError;

async function sizeOfFile(path: string, refuse: Refuse): Promise<number> {
  const status = await stat(path).catch((cause: unknown) => {
    throw refuse('cannot be read', 'Check that it exists and may be read.', cause);
  });
  if (status.isDirectory()) throw refuse('is a folder, not an image', 'Rename or remove it.');
  if (!status.isFile()) throw refuse('is a pipe or device, not an image', 'Remove it.');
  return status.size;
}
