import { readFile, stat } from 'node:fs/promises';
import { DataError, printable } from '@fcdd/errors';

/** Maximum size of an image file, in bytes. Every image within the limit of pixels can be saved in a smaller file. */
const largestImageFile = 512 * 1024 * 1024;

/** An image file's path or contents. */
export type ImageSource = string | Buffer;

/** Name of an image in messages where none is given. */
export function nameOf(source: ImageSource): string {
  return typeof source === 'string' ? source : 'An image';
}

/**
 * Reads the contents of an image file.
 * @throws DataError where the file is missing, empty, too large or not a file (reading a pipe would wait for ever)
 */
export async function readSource(source: ImageSource, name: string): Promise<Buffer> {
  const refuse = (reason: string, hint: string, cause?: unknown) =>
    new DataError(`${printable(name)} ${reason}.`, { hint, cause });
  const size = typeof source === 'string' ? await sizeOfFile(source, refuse) : source.length;
  if (size === 0) throw refuse('is empty', 'Get the file again, or remove it.');
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
    throw refuse('cannot be read', 'Check that it exists and that you may read it.', cause);
  });
  if (status.isDirectory()) throw refuse('is a folder, not an image', 'Rename or remove it.');
  if (!status.isFile()) throw refuse('is a pipe or device, not an image', 'Remove it.');
  return status.size;
}
