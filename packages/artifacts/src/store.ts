import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DataError, UserError } from '@fcdd/errors';
import writeFileAtomic from 'write-file-atomic';
import { explainDiskFull } from './disk-full.ts';
import { parts } from './layout.ts';

/**
 * A folder that keeps what stages have written, under the fingerprint of all that it depends on. Files of the same
 * content are kept once. Any number of processes may use it at the same time.
 */
export interface Store {
  /** Absolute. */
  readonly folder: string;
}

const FORMAT = 1;

/**
 * Opens the store in a folder, which is made if it is not there.
 * @throws UserError if the folder holds something else, a store of a newer format, or the disk is full
 */
export async function openStore(folder: string): Promise<Store> {
  const store = { folder: resolve(folder) };
  try {
    if (!(await hasFormat(store))) await initialize(store);
  } catch (error) {
    throw explainDiskFull(error, store.folder);
  }
  return store;
}

async function hasFormat(store: Store): Promise<boolean> {
  const file = join(store.folder, parts.format);
  const text = await readFile(file, 'utf8').catch(absentAsUndefined);
  if (text === undefined) return false;
  const format = parseFormat(text, file);
  if (format > FORMAT) {
    throw new UserError(`The store '${store.folder}' has format ${format}; this program knows ${FORMAT}.`, {
      hint: 'A newer fcdd wrote it. Update this one, or choose another store with --store.',
    });
  }
  return true;
}

function parseFormat(text: string, file: string): number {
  try {
    const { format } = JSON.parse(text) as { format: unknown };
    if (typeof format === 'number') return format;
  } catch {
    // Damaged, as told below.
  }
  throw new DataError(`'${file}' does not tell the store's format.`, {
    hint: 'Remove the store, or choose another with --store.',
  });
}

async function initialize(store: Store): Promise<void> {
  await mkdir(store.folder, { recursive: true });
  const known: string[] = Object.values(parts);
  const foreign = (await readdir(store.folder)).find(
    (name) => !known.some((part) => name === part || name.startsWith(`${parts.format}.`)),
  );
  if (foreign !== undefined) {
    throw new UserError(`'${store.folder}' is not a store: it holds '${foreign}'.`, {
      hint: 'Choose an empty or new folder.',
    });
  }
  for (const part of known.filter((part) => part !== parts.format))
    await mkdir(join(store.folder, part), { recursive: true });
  await writeFileAtomic(join(store.folder, parts.format), `${JSON.stringify({ format: FORMAT })}\n`);
}

function absentAsUndefined(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
