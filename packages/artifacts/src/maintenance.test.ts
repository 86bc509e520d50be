import { access, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  addNote,
  beginSession,
  collectGarbage,
  findEntry,
  listEntries,
  openCheckpoint,
  openJobDraft,
  outputFolderOf,
  readNotes,
  verifyStore,
  writeReport,
} from './index.ts';
import { noteFile } from './layout.ts';
import { publish, temporaryStore } from './testing/store.ts';

describe('verifyStore', () => {
  it('reads all entries and removes the damaged ones', async () => {
    const { store, session } = await temporaryStore();
    await publish(session, 'f1', { a: 'one' });
    const damaged = await publish(session, 'f2', { a: 'two' });
    await writeFile(join(outputFolderOf(store, damaged), 'a'), 'bad');
    const checked = [];
    for await (const entry of verifyStore(store)) checked.push(entry);
    expect(checked).toEqual([
      { fingerprint: 'f1', damage: undefined },
      { fingerprint: 'f2', damage: "the content of 'a' has changed" },
    ]);
    expect((await listEntries(store)).map((entry) => entry.fingerprint)).toEqual(['f1']);
  });
});

describe('collectGarbage', () => {
  it('keeps new entries and those that it has to keep, and removes content that nothing holds', async () => {
    const { store, session } = await temporaryStore();
    await publish(session, 'kept', { a: 'shared' });
    await publish(session, 'new', { a: 'new' });
    const old = await publish(session, 'old', { a: 'shared', b: 'only here' });
    await openCheckpoint(store, 'old');
    await openJobDraft(store, 'silent');
    await openJobDraft(store, 'running');
    await openCheckpoint(store, 'running');
    await session.end();
    const longAgo = Date.now() / 1000 - 3 * 24 * 3600;
    await utimes(join(outputFolderOf(store, old), '..'), longAgo, longAgo);
    for (const part of ['checkpoints/old', 'checkpoints/running', 'jobs/silent'])
      await utimes(join(store.folder, part), longAgo, longAgo);

    expect(await collectGarbage(store, { keep: new Set(['kept']), days: 1 })).toEqual({
      entries: 1,
      bytes: 9,
    });
    expect((await findEntry(store, 'kept')).state).toBe('present');
    expect((await findEntry(store, 'new')).state).toBe('present');
    expect((await findEntry(store, 'old')).state).toBe('absent');
    expect(await readdir(join(store.folder, 'jobs'))).toEqual(['running']);
    expect(await readdir(join(store.folder, 'checkpoints'))).toEqual(['running']);
    expect(
      (await readdir(join(store.folder, 'contents'), { recursive: true })).filter((p) => p.length > 64)
        .length,
    ).toBe(2);
    await expect(access(join(store.folder, 'checkpoints/old'))).rejects.toThrow('ENOENT');
  });

  it('keeps the notes that go with what is left, and removes other old ones and old reports', async () => {
    const { store, session } = await temporaryStore();
    await publish(session, 'kept', { a: '' });
    for (const key of ['of kept', 'of nothing', 'new']) await addNote(store, key, key);
    await writeReport(session, 'status', {});
    await session.end();
    const newer = await beginSession(store);
    await writeReport(newer, 'status', {});
    await newer.end();
    const longAgo = Date.now() / 1000 - 3 * 24 * 3600;
    const old = [noteFile(store, 'of kept'), noteFile(store, 'of nothing')];
    for (const path of [...old, join(store.folder, 'reports', session.id)])
      await utimes(path, longAgo, longAgo);

    const notesFor = (entries: { fingerprint: string }[]) =>
      entries.map((entry) => `of ${entry.fingerprint}`);
    await collectGarbage(store, { keep: new Set(['kept']), days: 1, notesFor });
    expect(await Promise.all(['of kept', 'of nothing', 'new'].map((key) => readNotes(store, key)))).toEqual([
      ['of kept'],
      [],
      ['new'],
    ]);
    expect(await readdir(join(store.folder, 'reports'))).toEqual([newer.id]);
  });

  it('removes everything else with days: 0', async () => {
    const { store, session } = await temporaryStore();
    await publish(session, 'f1', { a: 'one' });
    await session.end();
    expect(await collectGarbage(store, { keep: new Set(), days: 0 })).toEqual({ entries: 1, bytes: 3 });
  });

  it('does not disturb a run', async () => {
    const { store } = await temporaryStore();
    await expect(collectGarbage(store, { keep: new Set(), days: 0 })).rejects.toThrow('is in use');
  });
});
