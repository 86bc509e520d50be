import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { explainWriteError } from './write-errors.ts';
import { noteFile } from './layout.ts';
import type { Store } from './store.ts';

/** Reads what was noted under a key. Notes help, but nothing may depend on them: a damaged one is as good as none. */
export async function readNote<Note>(store: Store, key: string): Promise<Note | undefined> {
  try {
    return JSON.parse(await readFile(noteFile(store, key), 'utf8')) as Note;
  } catch {
    return undefined;
  }
}

export async function writeNote(store: Store, key: string, note: unknown): Promise<void> {
  const file = noteFile(store, key);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(file, JSON.stringify(note), { fsync: false });
  } catch (error) {
    throw explainWriteError(error, store.folder);
  }
}
