import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { beginSession, checkContents, findEntry, listEntries, lockEntry, openCheckpoint } from './index.ts';
import { temporaryStore } from './testing/store.ts';

const publisher = join(import.meta.dirname, 'testing/publish-without-end.ts');

/** Kills a publishing process without warning, some milliseconds after its first entry. */
async function killPublisher(store: string, prefix: string, after: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', publisher, store, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  await sleep(after);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('a process that is killed while it publishes', () => {
  it('leaves only whole entries, and its unfinished work is removed later', async () => {
    const { store, session } = await temporaryStore();
    for (const [index, milliseconds] of [3, 17, 41].entries()) {
      await killPublisher(store.folder, `run${index}-`, milliseconds);
      for (const entry of await listEntries(store)) expect(await checkContents(store, entry)).toBeUndefined();
    }
    expect((await listEntries(store)).length).toBeGreaterThanOrEqual(3);
    // This session and the last killed one are left, because each session removes the one before.
    expect((await readdir(join(store.folder, 'sessions'))).length).toBe(2);

    await session.end();
    const next = await beginSession(store);
    expect(await readdir(join(store.folder, 'sessions'))).toEqual([next.folder.split('/').at(-1)]);
    await next.end();
  });

  it('loses its lock, but not its checkpoint', async () => {
    const { store } = await temporaryStore();
    await killPublisher(store.folder, 'f', 0);
    let number = 0;
    while ((await findEntry(store, `f${number}`)).state === 'present') number++;
    const interrupted = `f${number - 1}`;
    const lock = await lockEntry(store, interrupted);
    expect(lock).toBeDefined();
    await access(join(await openCheckpoint(store, interrupted), 'state'));
    await lock!.release();
  });
});

describe('a session', () => {
  it('keeps its folder while others begin and end', async () => {
    const { store, session } = await temporaryStore();
    await (await beginSession(store)).end();
    expect(await readdir(join(store.folder, 'sessions'))).toEqual([session.folder.split('/').at(-1)]);
  });
});

describe('lockEntry', () => {
  it('gives a lock to one at a time', async () => {
    const { store } = await temporaryStore();
    const taken = (await Promise.all(Array.from({ length: 5 }, () => lockEntry(store, 'f')))).filter(Boolean);
    expect(taken.length).toBe(1);
    await taken[0]!.release();
    const again = await lockEntry(store, 'f');
    expect(again).toBeDefined();
    await again!.release();
  });
});
