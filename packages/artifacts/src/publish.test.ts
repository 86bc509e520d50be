import { readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDraft, findEntry, logFileOf, outputFolderOf, publishEntry } from './index.ts';
import { publish, temporaryStore } from './testing/store.ts';

describe('publishEntry', () => {
  it('keeps the files, their digests and the origin under the fingerprint', async () => {
    const { store, session } = await temporaryStore();
    const entry = await publish(session, 'f1', { 'a.txt': 'one', 'deep/b.txt': 'two' });
    expect(await findEntry(store, 'f1')).toEqual({ state: 'present', entry });
    expect(entry.origin).toEqual({ stage: 'test' });
    expect(entry.files.map(({ path, size }) => [path, size])).toEqual([
      ['a.txt', 3],
      ['deep/b.txt', 3],
    ]);
    expect(entry.files[0]!.digest).toBe('7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed');
    expect(await readFile(join(outputFolderOf(store, entry), 'deep/b.txt'), 'utf8')).toBe('two');
    expect(await readdir(session.folder)).toEqual([]);
  });

  it('gives the same digest to the same bytes and another to other bytes or names', async () => {
    const { session } = await temporaryStore();
    const digests = [
      await publish(session, 'f1', { a: 'one', b: 'two' }),
      await publish(session, 'f2', { b: 'two', a: 'one' }),
      await publish(session, 'f3', { a: 'one', c: 'two' }),
      await publish(session, 'f4', { a: 'two', b: 'one' }),
    ].map((entry) => entry.digest);
    expect(digests[0]).toBe(digests[1]);
    expect(new Set(digests).size).toBe(3);
  });

  it('keeps the same content once, read-only', async () => {
    const { store, session } = await temporaryStore();
    const first = await publish(session, 'f1', { a: 'one' });
    const second = await publish(session, 'f2', { b: 'one' });
    const [a, b] = [
      await stat(join(outputFolderOf(store, first), 'a')),
      await stat(join(outputFolderOf(store, second), 'b')),
    ];
    expect(a.ino).toBe(b.ino);
    expect(a.mode & 0o222).toBe(0);
  });

  it('does not share content that has been damaged since', async () => {
    const { store, session } = await temporaryStore();
    const first = await publish(session, 'f1', { a: 'one' });
    await writeFile(join(outputFolderOf(store, first), 'a'), 'bad');
    const second = await publish(session, 'f2', { a: 'one' });
    expect(await readFile(join(outputFolderOf(store, second), 'a'), 'utf8')).toBe('one');
    const third = await publish(session, 'f3', { a: 'one' });
    expect(await readFile(join(outputFolderOf(store, third), 'a'), 'utf8')).toBe('one');
  });

  it('keeps the first of many entries that are published at once', async () => {
    const { store, session } = await temporaryStore();
    const entries = await Promise.all(
      Array.from({ length: 8 }, () => publish(session, 'f1', { a: 'one', b: 'two' })),
    );
    expect(new Set(entries.map((entry) => entry.createdAt)).size).toBe(1);
    expect(await findEntry(store, 'f1')).toEqual({ state: 'present', entry: entries[0] });
  });

  it('replaces a damaged entry', async () => {
    const { store, session } = await temporaryStore();
    const damaged = await publish(session, 'f1', { a: 'one' });
    await writeFile(join(outputFolderOf(store, damaged), 'a'), 'longer');
    const entry = await publish(session, 'f1', { a: 'one' });
    expect(await findEntry(store, 'f1')).toEqual({ state: 'present', entry });
  });

  it('refuses links, and leaves nothing', async () => {
    const { store, session } = await temporaryStore();
    const draft = await createDraft(session, 'f1');
    await symlink('/etc/passwd', join(draft.outputFolder, 'link'));
    await expect(publishEntry(session, draft, {})).rejects.toThrow("'link' is neither a file nor a folder");
    expect(await findEntry(store, 'f1')).toEqual({ state: 'absent' });
    expect(await readdir(session.folder)).toEqual([]);
  });

  it('keeps the log beside the outputs', async () => {
    const { store, session } = await temporaryStore();
    const log = join(session.folder, 'running.log');
    await writeFile(log, 'epoch 1');
    const entry = await publishEntry(session, await createDraft(session, 'f1'), {}, { logFile: log });
    expect(await readFile(logFileOf(store, entry), 'utf8')).toBe('epoch 1');
    expect(entry.files).toEqual([]);
  });
});
