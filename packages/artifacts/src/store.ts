import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DataError, UserError, isUserError } from '@fcdd/errors';
import writeFileAtomic from 'write-file-atomic';
import { explainWriteError } from './write-errors.ts';
import { parts } from './layout.ts';

/**
 * A folder that keeps the outputs of stages, each under the fingerprint of all that it depends on. Equal files are
 * kept once. Any number of processes may use a store at the same time.
 */
export interface Store {
  /** Absolute. */
  readonly folder: string;
}

const FORMAT = 1;

/**
 * Opens the store in a folder. A folder that does not exist yet is an empty store; the first session that writes to
 * it makes the folder.
 * @throws UserError if the folder holds something else or a store of a newer format, or cannot be read
 */
export async function openStore(folder: string): Promise<Store> {
  const store = { folder: resolve(folder) };
  try {
    if (!(await storeExists(store))) await checkIsFree(store);
    return store;
  } catch (cause) {
    if (isUserError(cause)) throw cause;
    throw new UserError(`'${store.folder}' cannot be used as a store.`, { hint: 'Choose a folder.', cause });
  }
}

/** @throws UserError if the store is of a newer format */
export async function storeExists(store: Store): Promise<boolean> {
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

/** Makes the store's folders unless they exist. */
export async function makeStore(store: Store): Promise<void> {
  if (await storeExists(store)) return;
  try {
    for (const part of Object.values(parts).filter((part) => part !== parts.format))
      await mkdir(join(store.folder, part), { recursive: true });
    await writeFileAtomic(join(store.folder, parts.format), `${JSON.stringify({ format: FORMAT })}\n`);
  } catch (error) {
    throw explainWriteError(error, store.folder);
  }
}

async function checkIsFree({ folder }: Store): Promise<void> {
  const known: string[] = Object.values(parts);
  const foreign = ((await readdir(folder).catch(absentAsUndefined)) ?? []).find(
    (name) => !known.some((part) => name === part || name.startsWith(`${parts.format}.`)),
  );
  if (foreign !== undefined) {
    throw new UserError(`'${folder}' is not a store: it holds '${foreign}'.`, {
      hint: 'Choose an empty or new folder.',
    });
  }
}

function parseFormat(text: string, file: string): number {
  try {
    const { format } = JSON.parse(text) as { format: unknown };
    if (typeof format === 'number') return format;
  } catch {
    // The error below reports the damage.
  }
  throw new DataError(`'${file}' does not state the store's format.`, {
    hint: 'Remove the store, or choose another with --store.',
  });
}

function absentAsUndefined(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
