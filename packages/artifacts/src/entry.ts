import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryFolder } from './layout.ts';
import type { Store } from './store.ts';

/** What is kept under one fingerprint. `Origin` tells how it came about, in the words of the store's user. */
export interface Entry<Origin = unknown> {
  format: number;
  fingerprint: string;
  /** ISO 8601. */
  createdAt: string;
  origin: Origin;
  /** Sorted by path. */
  files: StoredFile[];
  /** SHA-256 of all paths and digests: equal where the outputs are the same bytes. */
  digest: string;
  /** What the stage logged while it ran: beside the outputs, since it may tell times. */
  log?: StoredFile;
}

export interface StoredFile {
  /** Relative to the output folder, with slashes. */
  path: string;
  /** SHA-256 of the content, in hexadecimal. */
  digest: string;
  /** Bytes. */
  size: number;
  /** Milliseconds since 1970; a file that still has it is taken as untouched. */
  modified: number;
}

export const ENTRY_FORMAT = 1;
export const names = { entry: 'entry.json', output: 'output', log: 'log.txt' } as const;

export function outputFolderOf(store: Store, entry: Pick<Entry, 'fingerprint'>): string {
  return join(entryFolder(store, entry.fingerprint), names.output);
}

/** What the stage logged while it ran. */
export function logFileOf(store: Store, entry: Pick<Entry, 'fingerprint'>): string {
  return join(entryFolder(store, entry.fingerprint), names.log);
}

export function entryFileOf(store: Store, fingerprint: string): string {
  return join(entryFolder(store, fingerprint), names.entry);
}

export function digestOfFiles(files: Pick<StoredFile, 'path' | 'digest'>[]): string {
  const lines = files.map(({ path, digest }) => JSON.stringify([path, digest])).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** The entry as its file tells it; undefined if there is none, a message if the file is damaged. */
export function readEntry<Origin>(store: Store, fingerprint: string): Entry<Origin> | string | undefined {
  let text: string;
  try {
    // Thousands of small files in a row: promises would cost several times what reading does.
    text = readFileSync(entryFileOf(store, fingerprint), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return parseEntry<Origin>(text, fingerprint) ?? `${names.entry} is damaged`;
}

function parseEntry<Origin>(text: string, fingerprint: string): Entry<Origin> | undefined {
  try {
    const entry = JSON.parse(text) as Entry<Origin>;
    const sound =
      entry.format === ENTRY_FORMAT &&
      entry.fingerprint === fingerprint &&
      digestOfFiles(entry.files) === entry.digest;
    return sound ? entry : undefined;
  } catch {
    return undefined;
  }
}
