import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addNote, readNotes, reviseNotes } from './index.ts';
import { temporaryStore } from './testing/store.ts';

async function noteFileOf(folder: string): Promise<string> {
  return join(folder, 'notes', (await readdir(join(folder, 'notes')))[0]!);
}

describe('notes', () => {
  it('are read in the order in which they were added, each key by itself', async () => {
    const { store } = await temporaryStore();
    expect(await readNotes(store, 'key')).toEqual([]);
    await addNote(store, 'key', { text: 'one\ntwo' });
    await addNote(store, 'other', 2);
    await addNote(store, 'key', 'three');
    expect(await readNotes(store, 'key')).toEqual([{ text: 'one\ntwo' }, 'three']);
  });

  it('of several processes at the same time are all there', async () => {
    const { store } = await temporaryStore();
    const script = `
      import { addNote } from ${JSON.stringify(join(import.meta.dirname, 'notes.ts'))};
      for (let i = 0; i < 200; i++) await addNote(${JSON.stringify(store)}, 'key', { who: process.argv[1], i, text: 'x'.repeat(3000) });`;
    const writers = ['a', 'b', 'c'].map((who) =>
      spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, who], {
        stdio: 'inherit',
      }),
    );
    const codes = await Promise.all(writers.map(async (writer) => (await once(writer, 'exit'))[0]));
    expect(codes).toEqual([0, 0, 0]);
    const notes = await readNotes<{ who: string; i: number }>(store, 'key');
    expect(notes.length).toBe(600);
    for (const who of ['a', 'b', 'c'])
      expect(notes.filter((note) => note.who === who).map(({ i }) => i)).toEqual([...Array(200).keys()]);
  });

  it('are not spoilt by one that was cut off', async () => {
    const { store } = await temporaryStore();
    await addNote(store, 'key', 1);
    await appendFile(await noteFileOf(store.folder), '{"half":');
    await addNote(store, 'key', 2);
    expect(await readNotes(store, 'key')).toEqual([1, 2]);
    await writeFile(await noteFileOf(store.folder), Buffer.alloc(100));
    expect(await readNotes(store, 'key')).toEqual([]);
  });

  it('are replaced by what is made of them', async () => {
    const { store } = await temporaryStore();
    for (const note of [1, 2, 3]) await addNote(store, 'key', note);
    await reviseNotes<number>(store, 'key', (notes) => notes.filter((note) => note > 1));
    await addNote(store, 'key', 4);
    expect(await readNotes(store, 'key')).toEqual([2, 3, 4]);
  });
});
