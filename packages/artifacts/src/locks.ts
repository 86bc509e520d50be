import { setTimeout as sleep } from 'node:timers/promises';
import lockfile from 'proper-lockfile';
import { explainWriteError } from './write-errors.ts';
import { lockPath } from './layout.ts';
import type { Store } from './store.ts';

export interface EntryLock {
  release(): Promise<void>;
}

/** A lock is renewed every two seconds; after this many milliseconds without, its holder is taken for dead. */
const STALE = 8000;
const RENEW = 2000;

/**
 * Takes the right to write the entry of a fingerprint, among all processes that share the store.
 * @returns undefined if another holds it
 */
export async function lockEntry(store: Store, fingerprint: string): Promise<EntryLock | undefined> {
  return lock(store, fingerprint);
}

/** Whether a living process holds the lock of a fingerprint. */
export async function isEntryLocked(store: Store, fingerprint: string): Promise<boolean> {
  return isLocked(store, fingerprint);
}

/** Takes a lock by name; undefined if another holds it. */
export async function lock(store: Store, name: string): Promise<EntryLock | undefined> {
  const path = lockPath(store, name);
  try {
    const release = await lockfile.lock(path, {
      realpath: false,
      stale: STALE,
      update: RENEW,
      // A process that was suspended for long may lose its lock. Publishing is safe without it.
      onCompromised: () => {},
    });
    return { release: () => release().catch(() => {}) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOCKED') return undefined;
    throw explainWriteError(error, store.folder);
  }
}

export function isLocked(store: Store, name: string): Promise<boolean> {
  return lockfile.check(lockPath(store, name), { realpath: false, stale: STALE });
}

/** Waits for a lock. */
export async function waitForLock(store: Store, name: string, signal?: AbortSignal): Promise<EntryLock> {
  for (;;) {
    const taken = await lock(store, name);
    if (taken) return taken;
    await sleep(100, undefined, { signal });
  }
}
