import { readFile, readdir, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { UserError, nearest } from '@fcdd/errors';
import type { SourceText } from './place.ts';

/** Most bytes that are read. Experiment and pipeline files have a few thousand. */
const MAX_SIZE = 256 * 1024;

/**
 * Reads a file that a user wrote.
 * @throws UserError if it is missing, a folder, unreadable, too large, or not UTF-8 text
 */
export async function readSource(file: string): Promise<SourceText> {
  return { label: file, text: decode(file, await readBytes(file)), hasLines: true };
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    const stats = await stat(file);
    if (!stats.isFile())
      throw new UserError(`${file} is ${stats.isDirectory() ? 'a folder' : 'something else'}, not a file.`, {
        hint: 'Name the YAML file itself.',
      });
    if (stats.size > MAX_SIZE)
      throw new UserError(`${file} has ${stats.size} bytes; files of more than ${MAX_SIZE} are not read.`, {
        hint: 'Is this the file that you meant?',
      });
    return await readFile(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new UserError(`There is no file ${file}.`, { hint: await nearestFile(file) });
    throw new UserError(`${file} cannot be read.`, { cause: error });
  }
}

async function nearestFile(file: string): Promise<string> {
  const { dir, name } = parse(file);
  const present = (await readdir(dir || '.').catch(() => [])).filter((other) => /\.ya?ml$/.test(other));
  const near = nearest(
    name,
    present.map((other) => parse(other).name),
  );
  const found = present.find((other) => parse(other).name === near);
  return found ? `Did you mean '${join(dir, found)}'?` : 'Check its path.';
}

function decode(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`${file} is not UTF-8 text.`, { hint: 'Is this the file that you meant?' });
  }
}
