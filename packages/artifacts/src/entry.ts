import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryFolder } from './layout.ts';
import type { Store } from './store.ts';

/**
 * An entry of a store, kept under one fingerprint. `Origin` records how it was made; the store's user defines its
 * type.
 */
export interface Entry<Origin = unknown> {
  format: number;
  fingerprint: string;
  /** ISO 8601. */
  createdAt: string;
  origin: Origin;
  /** Sorted by path. */
  files: StoredFile[];
  /** SHA-256 of all paths and digests; two outputs with the same bytes have the same digest. */
  digest: string;
  /** Log of the stage. It is kept beside the outputs, because it may contain times. */
  log?: StoredFile;
}

export interface StoredFile {
  /** Relative to the output folder, with slashes. */
  path: string;
  /** SHA-256 of the content, in hexadecimal. */
  digest: string;
  /** Bytes. */
  size: number;
  /** Time of the last change, in milliseconds since 1970. A file that still has this time counts as unchanged. */
  modified: number;
}

export const ENTRY_FORMAT = 1;
export const names = { entry: 'entry.json', output: 'output', log: 'log.txt' } as const;

export function outputFolderOf(store: Store, entry: Pick<Entry, 'fingerprint'>): string {
  return join(entryFolder(store, entry.fingerprint), names.output);
}

/** Path of the log that the stage wrote while it ran. */
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

/** Reads an entry from its file. Returns undefined if there is none, and a message if the file is damaged. */
export function readEntry<Origin>(store: Store, fingerprint: string): Entry<Origin> | string | undefined {
  let text: string;
  try {
    // A store has thousands of small files; promises would cost several times as much as reading them.
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
