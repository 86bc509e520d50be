import { type Stats, lstatSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import pLimit from 'p-limit';
import writeFileAtomic from 'write-file-atomic';
import { hashFile } from './contents.ts';
import { type Entry, type StoredFile, entryFileOf, outputFolderOf, readEntry } from './entry.ts';
import type { Store } from './store.ts';

/** Result of looking for an entry; `damage` says what is wrong, as the end of a sentence. */
export type Lookup<Origin = unknown> =
  { state: 'present'; entry: Entry<Origin> } | { state: 'absent' } | { state: 'damaged'; damage: string };

/**
 * Looks for an entry. All of its files must exist with their recorded size; a file whose time has changed is read and
 * must have its recorded digest.
 */
export async function findEntry<Origin>(store: Store, fingerprint: string): Promise<Lookup<Origin>> {
  const entry = readEntry<Origin>(store, fingerprint);
  if (entry === undefined) return { state: 'absent' };
  if (typeof entry === 'string') return { state: 'damaged', damage: entry };
  const states = statFiles(store, entry);
  const misfit = firstDamage(entry, states);
  if (misfit !== undefined) return { state: 'damaged', damage: misfit };
  const touched = touchedFiles(entry, states);
  if (touched.length === 0) return { state: 'present', entry };
  const damage = await firstWrongDigest(store, entry, touched);
  if (damage !== undefined) return { state: 'damaged', damage };
  return { state: 'present', entry: await withTimes(store, entry, states) };
}

/** Reads all files of an entry. Returns the damage, as the end of a sentence; undefined if the entry is sound. */
export async function checkContents(store: Store, entry: Entry): Promise<string | undefined> {
  const present = await listFiles(outputFolderOf(store, entry));
  const expected = new Set(entry.files.map((file) => file.path));
  const extra = present.find((path) => !expected.has(path));
  if (extra !== undefined) return `'${extra}' does not belong to it`;
  return firstDamage(entry, statFiles(store, entry)) ?? (await firstWrongDigest(store, entry, entry.files));
}

/** Paths of all files below a folder, relative, with slashes, sorted. */
export async function listFiles(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((item) => !item.isDirectory())
    .map((item) => relative(folder, join(item.parentPath, item.name)).split(sep).join('/'))
    .sort();
}

interface FileState {
  size: number;
  modified: number;
}

function statFiles(store: Store, entry: Entry): (FileState | undefined)[] {
  const folder = outputFolderOf(store, entry);
  return entry.files.map(({ path }) => {
    const state = stateOf(join(folder, path));
    return state?.isFile() ? { size: state.size, modified: state.mtimeMs } : undefined;
  });
}

/**
 * State of the file, folder or link at a path (links are not followed); undefined where there is none or it cannot be
 * read.
 */
export function stateOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function firstDamage(entry: Entry, states: (FileState | undefined)[]): string | undefined {
  for (const [index, { path, size }] of entry.files.entries()) {
    const state = states[index];
    if (!state) return `'${path}' is missing`;
    if (state.size !== size) return `'${path}' has ${state.size} bytes instead of ${size}`;
  }
  return undefined;
}

function touchedFiles(entry: Entry, states: (FileState | undefined)[]): StoredFile[] {
  return entry.files.filter((file, index) => states[index]!.modified !== file.modified);
}

async function firstWrongDigest(
  store: Store,
  entry: Entry,
  files: StoredFile[],
): Promise<string | undefined> {
  const folder = outputFolderOf(store, entry);
  const limit = pLimit(4);
  const damages = await Promise.all(
    files.map(({ path, digest }) =>
      limit(async () => {
        const found = await hashFile(join(folder, path)).catch(() => undefined);
        return found === digest ? undefined : `the content of '${path}' has changed`;
      }),
    ),
  );
  return damages.find((damage) => damage !== undefined);
}

/** Stores the new times of files that were touched but not changed, so that they need not be read again. */
async function withTimes<Origin>(
  store: Store,
  entry: Entry<Origin>,
  states: (FileState | undefined)[],
): Promise<Entry<Origin>> {
  const files = entry.files.map((file, index) => ({ ...file, modified: states[index]!.modified }));
  const refreshed = { ...entry, files };
  const file = entryFileOf(store, entry.fingerprint);
  // A read-only store works too.
  await writeFileAtomic(file, JSON.stringify(refreshed)).catch(() => {});
  return refreshed;
}
