import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { isLocked, tryLock } from './process-lock.ts';
import { temporaryFolder } from './testing/store.ts';

const holder = join(import.meta.dirname, 'testing/hold-lock.ts');

/** Starts a process that holds the lock and whose clock is wrong by `skew` milliseconds. */
async function startHolder(path: string, staleAfter: number, skew = 0): Promise<ChildProcess> {
  const child = spawnHolder(path, staleAfter, skew);
  expect(await answerOf(child)).toBe('held\n');
  return child;
}

async function answerOf(child: ChildProcess): Promise<string> {
  return String((await once(child.stdout!, 'data'))[0]);
}

function spawnHolder(path: string, staleAfter: number, skew: number): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', holder, path, String(staleAfter), String(skew)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Makes the lock belong to a process of another machine, of which only heartbeats are known. */
async function moveElsewhere(path: string): Promise<string> {
  const [name] = await readdir(`${path}.lock`);
  const file = join(`${path}.lock`, name!);
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), host: 'elsewhere' }));
  return file;
}

/** Resolves when the holder of a lock has given another sign of life. */
async function signOfLife(file: string): Promise<void> {
  const { mtimeMs } = await stat(file);
  await vi.waitUntil(async () => (await stat(file)).mtimeMs !== mtimeMs, { timeout: 250_000, interval: 10 });
}

describe('the lock of a process', () => {
  it('is free at once when the process has been killed', async () => {
    const path = join(await temporaryFolder(), 'a');
    const child = await startHolder(path, 60_000);
    expect(await isLocked(path)).toBe(true);
    expect(await tryLock(path)).toBeUndefined();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await isLocked(path)).toBe(false);
    const lock = await tryLock(path);
    expect(lock).toBeDefined();
    await lock!.release();
    expect(await readdir(join(path, '..'))).toEqual([]);
  });

  it('is free when another process has been given the same number', async () => {
    const path = join(await temporaryFolder(), 'a');
    await tryLock(path);
    const [name] = await readdir(`${path}.lock`);
    const file = join(`${path}.lock`, name!);
    await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), started: '1' }));
    expect(await isLocked(path)).toBe(false);
  });

  it.each([-3600_000, 3600_000])(
    'on another machine holds while it sends heartbeats, with a clock that is wrong by %d ms',
    async (skew) => {
      const path = join(await temporaryFolder(), 'a');
      await startHolder(path, 2000, skew);
      const file = await moveElsewhere(path);
      // It gives four in the time after which it would be taken for dead.
      for (let signs = 0; signs < 5; signs++) {
        await signOfLife(file);
        expect(await tryLock(path, { staleAfter: 2000 })).toBeUndefined();
      }
    },
  );

  it('on another machine is left alone by a process whose own clock is hours ahead', async () => {
    const path = join(await temporaryFolder(), 'a');
    // Its heartbeats are so rare that only its age can decide.
    await startHolder(path, 60_000);
    await moveElsewhere(path);
    expect(await answerOf(spawnHolder(path, 20_000, 3600_000))).toBe('not held\n');
  });

  it('on another machine is taken over when heartbeats end, by exactly one of several processes', async () => {
    const path = join(await temporaryFolder(), 'a');
    const child = await startHolder(path, 60_000);
    const file = await moveElsewhere(path);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await tryLock(path, { staleAfter: 60_000 })).toBeUndefined();
    await utimes(file, 0, 0);
    const taken = await Promise.all(Array.from({ length: 4 }, () => tryLock(path, { staleAfter: 400 })));
    expect(taken.filter(Boolean).length).toBe(1);
  });

  it('that looks old is not taken over when a heartbeat comes after all', async () => {
    const path = join(await temporaryFolder(), 'a');
    await startHolder(path, 60_000);
    const file = await moveElsewhere(path);
    await utimes(file, 0, 0);
    const taking = tryLock(path, { staleAfter: 8000 });
    // It has looked at the lock by now, and looks again after a quarter of that time.
    await sleep(500);
    await utimes(file, 1, 1);
    expect(await taking).toBeUndefined();
  });

  it('notifies its process when another has taken it', async () => {
    const path = join(await temporaryFolder(), 'a');
    const lost = await new Promise<boolean>((resolve) => {
      void tryLock(path, { staleAfter: 200, onLost: () => resolve(true) }).then(async () => {
        const [name] = await readdir(`${path}.lock`);
        await rm(join(`${path}.lock`, name!));
      });
    });
    expect(lost).toBe(true);
  });

  it('is taken by one of many at a time', async () => {
    const path = join(await temporaryFolder(), 'a');
    let holders = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      for (let lock; !lock; await sleep(1)) {
        lock = await tryLock(path);
        if (!lock) continue;
        most = Math.max(most, ++holders);
        await sleep(1);
        holders--;
        await lock.release();
      }
    };
    await Promise.all(Array.from({ length: 20 }, work));
    expect(most).toBe(1);
  });
});
