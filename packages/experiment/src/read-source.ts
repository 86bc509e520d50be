import { readFile, stat } from 'node:fs/promises';
import { UserError } from '@fcdd/errors';
import type { Source } from './place.ts';

/** Bytes. Experiment and pipeline files are a few thousand. */
const MAX_SIZE = 256 * 1024;

/**
 * The text of a file that a user wrote.
 * @throws UserError where it is missing, a folder, unreadable, too large, or not UTF-8 text
 */
export async function readSource(file: string): Promise<Source> {
  return { label: file, text: decode(file, await readBytes(file)), hasLines: true };
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    const stats = await stat(file);
    if (!stats.isFile())
      throw new UserError(`${file} is ${stats.isDirectory() ? 'a folder' : 'something else'}, not a file.`);
    if (stats.size > MAX_SIZE)
      throw new UserError(`${file} has ${stats.size} bytes; files of more than ${MAX_SIZE} are not read.`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new UserError(`There is no file ${file}.`, { hint: 'Check its path.' });
    throw new UserError(`${file} cannot be read.`, { cause: error });
  }
}

function decode(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`${file} is not UTF-8 text.`, { hint: 'Is it the file that you meant?' });
  }
}
