import { appendFile, readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { lock } from './locks.ts';
import { noteFile, noteName } from './layout.ts';
import type { Store } from './store.ts';
import { explainWriteError } from './write-errors.ts';

/**
 * Reads all notes of a key, oldest first. Nothing may depend on a note: one that is damaged, or cut off because its
 * writer was killed, is left out.
 */
export async function readNotes<Note>(store: Store, key: string): Promise<Note[]> {
  const text = await readFile(noteFile(store, key), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => parseNote<Note>(line));
}

/** Adds a note. Any number of processes may add notes at the same time. */
export async function addNote(store: Store, key: string, note: unknown): Promise<void> {
  try {
    // The note begins with a line break too, so that half a note of a killed writer does not spoil it.
    const line = `\n${JSON.stringify(note)}\n`;
    await appendFile(noteFile(store, key), line);
  } catch (error) {
    throw explainWriteError(error, store.folder);
  }
}

/**
 * Replaces the notes of a key by revised ones, unless another process is revising them. Notes that are added at the
 * same moment may be lost, unless `whileAlone` keeps others away.
 */
export async function reviseNotes<Note>(
  store: Store,
  key: string,
  revise: (notes: Note[]) => Note[],
): Promise<void> {
  const held = await lock(store, `notes-${noteName(key)}`);
  if (!held) return;
  try {
    const notes = revise(await readNotes<Note>(store, key));
    const text = notes.map((note) => `${JSON.stringify(note)}\n`).join('');
    await writeFileAtomic(noteFile(store, key), text, { fsync: false });
  } catch (error) {
    throw explainWriteError(error, store.folder);
  } finally {
    await held.release();
  }
}

function parseNote<Note>(line: string): Note[] {
  if (line === '') return [];
  try {
    return [JSON.parse(line) as Note];
  } catch {
    return [];
  }
}
