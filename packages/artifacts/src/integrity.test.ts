import { rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Entry, type Store, checkContents, findEntry, outputFolderOf } from './index.ts';
import { publish, temporaryStore } from './testing/store.ts';

async function published(): Promise<{ store: Store; entry: Entry; file: string }> {
  const { store, session } = await temporaryStore();
  const entry = await publish(session, 'f1', { 'a.txt': 'first', 'b.txt': 'second' });
  return { store, entry, file: join(outputFolderOf(store, entry), 'a.txt') };
}

async function damageFound(store: Store): Promise<string> {
  const lookup = await findEntry(store, 'f1');
  return lookup.state === 'damaged' ? lookup.damage : lookup.state;
}

describe('findEntry', () => {
  it('finds a missing file', async () => {
    const { store, file } = await published();
    await rm(file);
    expect(await damageFound(store)).toBe("'a.txt' is missing");
  });

  it('finds a file of the wrong size', async () => {
    const { store, file } = await published();
    await truncate(file, 2);
    expect(await damageFound(store)).toBe("'a.txt' has 2 bytes instead of 5");
  });

  it('finds changed content of the same size by its time', async () => {
    const { store, file } = await published();
    await writeFile(file, 'FIRST');
    expect(await damageFound(store)).toBe("the content of 'a.txt' has changed");
  });

  it('accepts files that were touched but not changed, and remembers their new time', async () => {
    const { store, file } = await published();
    await utimes(file, 1000, 1000);
    const lookup = await findEntry(store, 'f1');
    expect(lookup).toMatchObject({ state: 'present', entry: { files: [{ modified: 1_000_000 }, {}] } });
    expect(await findEntry(store, 'f1')).toEqual(lookup);
  });

  it.each(['', '{"format":1', '{}', 'null'])('finds a damaged description: %s', async (text) => {
    const { store, file } = await published();
    await writeFile(join(file, '../../entry.json'), text);
    expect(await damageFound(store)).toBe('entry.json is damaged');
  });

  it('finds a description whose digests were altered', async () => {
    const { store, entry, file } = await published();
    const files = entry.files.map((stored) => ({ ...stored, digest: '0'.repeat(64) }));
    await writeFile(join(file, '../../entry.json'), JSON.stringify({ ...entry, files }));
    expect(await damageFound(store)).toBe('entry.json is damaged');
  });
});

describe('checkContents', () => {
  it('finds changed content even where size and time are as before', async () => {
    const { store, entry, file } = await published();
    const { atime, mtime, mtimeMs } = await stat(file);
    await writeFile(file, 'FIRST');
    await utimes(file, atime, mtime);
    expect(Math.abs((await stat(file)).mtimeMs - mtimeMs)).toBeLessThan(1);
    expect(await checkContents(store, entry)).toBe("the content of 'a.txt' has changed");
  });

  it('finds files that do not belong to the entry', async () => {
    const { store, entry, file } = await published();
    await writeFile(join(file, '../c.txt'), 'third');
    expect(await checkContents(store, entry)).toBe("'c.txt' does not belong to it");
  });

  it('finds nothing wrong with an entry as it was published', async () => {
    const { store, entry } = await published();
    expect(await checkContents(store, entry)).toBeUndefined();
  });
});
