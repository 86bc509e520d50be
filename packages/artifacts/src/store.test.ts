import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from './index.ts';
import { temporaryFolder } from './testing/store.ts';

describe('openStore', () => {
  it('makes the folder, and opens it again', async () => {
    const folder = join(await temporaryFolder(), 'a', 'store');
    await openStore(folder);
    expect(await openStore(folder)).toEqual({ folder });
  });

  it('opens a new store for many processes at once', async () => {
    const folder = join(await temporaryFolder(), 'store');
    await Promise.all(Array.from({ length: 10 }, () => openStore(folder)));
  });

  it('refuses a store of a newer format', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'store.json'), '{"format": 2}');
    await expect(openStore(folder)).rejects.toThrow('has format 2; this program knows 1');
  });

  it('refuses a store whose format is damaged', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'store.json'), '{"for');
    await expect(openStore(folder)).rejects.toThrow("does not tell the store's format");
  });

  it('refuses a folder that holds something else', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'holiday'));
    await expect(openStore(folder)).rejects.toThrow("is not a store: it holds 'holiday'");
  });
});
