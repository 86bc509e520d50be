import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { beginSession, findEntry, openStore } from './index.ts';
import { temporaryFolder } from './testing/store.ts';

describe('openStore', () => {
  it('makes no folder until the first session begins, and opens it again', async () => {
    const parent = await temporaryFolder();
    const store = await openStore(join(parent, 'a', 'store'));
    expect(await findEntry(store, 'some')).toEqual({ state: 'absent' });
    expect(await readdir(parent)).toEqual([]);
    await (await beginSession(store)).end();
    expect(await openStore(store.folder)).toEqual(store);
  });

  it('opens a new store for many sessions at once', async () => {
    const store = await openStore(join(await temporaryFolder(), 'store'));
    const sessions = await Promise.all(Array.from({ length: 10 }, () => beginSession(store)));
    for (const session of sessions) await session.end();
  });

  it('refuses a store of a newer format', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'store.json'), '{"format": 2}');
    await expect(openStore(folder)).rejects.toThrow('has format 2; this program knows 1');
  });

  it('refuses a store whose format is damaged', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'store.json'), '{"for');
    await expect(openStore(folder)).rejects.toThrow("does not state the store's format");
  });

  it('refuses a folder that holds something else', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'holiday'));
    await expect(openStore(folder)).rejects.toThrow("is not a store: it holds 'holiday'");
  });

  it('refuses a path that is not a folder', async () => {
    const file = join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    await expect(openStore(file)).rejects.toThrow(`'${file}' cannot be used as a store.`);
  });

  it('names the folder that cannot be written to', async () => {
    const store = await openStore('/sys/fcdd/store');
    await expect(beginSession(store)).rejects.toThrow("'/sys/fcdd/store' cannot be written to.");
  });
});
