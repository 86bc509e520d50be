import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createRig } from '@fcdd/rig';
import { describe, expect, it } from 'vitest';
import { beginSession, checkContents, findEntry, listEntries, lockEntry, openCheckpoint } from './index.ts';
import { temporaryStore } from './testing/store.ts';

const publisher = join(import.meta.dirname, 'testing/publish-without-end.ts');

type Point = 'half written' | 'written';

/**
 * Kills a publishing process without warning, in the midst of its second entry.
 * @param moment at a point, or as soon as the process continues from there
 */
async function killPublisher(
  store: string,
  prefix: string,
  point: Point,
  moment: 'there' | 'after',
): Promise<void> {
  const rig = await createRig();
  const child = spawn(process.execPath, ['--import', 'tsx', publisher, store, prefix, rig.address], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  (await rig.reached('half written')).release();
  (await rig.reached('written')).release();
  if (point === 'written') (await rig.reached('half written')).release();
  const held = await rig.reached(point);
  if (moment === 'after') held.release();
  child.kill('SIGKILL');
  await Promise.all([once(child, 'exit'), held.ended]);
  await rig.close();
}

describe('a process that is killed while it publishes', () => {
  it('leaves only whole entries, and its unfinished work is removed later', async () => {
    const { store, session } = await temporaryStore();
    for (const point of ['half written', 'written'] as const)
      for (const moment of ['there', 'after'] as const) {
        await killPublisher(store.folder, `${point} ${moment} `.replaceAll(' ', '-'), point, moment);
        for (const entry of await listEntries(store))
          expect(await checkContents(store, entry)).toBeUndefined();
      }
    expect((await listEntries(store)).length).toBeGreaterThanOrEqual(4);
    // This session and the last killed one are left, because each session removes the one before.
    expect((await readdir(join(store.folder, 'sessions'))).length).toBe(2);

    await session.end();
    const next = await beginSession(store);
    expect(await readdir(join(store.folder, 'sessions'))).toEqual([next.folder.split('/').at(-1)]);
    await next.end();
  });

  it('loses its lock, but not its checkpoint', async () => {
    const { store } = await temporaryStore();
    await killPublisher(store.folder, 'f', 'half written', 'there');
    expect((await findEntry(store, 'f0')).state).toBe('present');
    const lock = await lockEntry(store, 'f1');
    expect(lock).toBeDefined();
    await access(join(await openCheckpoint(store, 'f1'), 'state'));
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
