import { setTimeout as sleep } from 'node:timers/promises';
import { explainWriteError } from './write-errors.ts';
import { lockPath } from './layout.ts';
import { type ProcessLock, isLocked as isPathLocked, tryLock } from './process-lock.ts';
import type { Store } from './store.ts';

export type EntryLock = ProcessLock;

/**
 * Takes the lock for writing the entry of a fingerprint, among all processes that share the store.
 * @returns undefined if another process holds it
 */
export async function lockEntry(store: Store, fingerprint: string): Promise<EntryLock | undefined> {
  return lock(store, fingerprint);
}

/** Whether a living process holds the lock of a fingerprint. */
export async function isEntryLocked(store: Store, fingerprint: string): Promise<boolean> {
  return isLocked(store, fingerprint);
}

/**
 * Takes a lock by name; undefined if another process holds it. A process that was suspended for long may lose its
 * lock; publishing is safe without it.
 */
export async function lock(store: Store, name: string): Promise<EntryLock | undefined> {
  try {
    return await tryLock(lockPath(store, name));
  } catch (error) {
    throw explainWriteError(error, store.folder);
  }
}

export function isLocked(store: Store, name: string): Promise<boolean> {
  return isPathLocked(lockPath(store, name));
}

/** Waits until it can take the lock. */
export async function waitForLock(store: Store, name: string, signal?: AbortSignal): Promise<EntryLock> {
  for (;;) {
    const taken = await lock(store, name);
    if (taken) return taken;
    await sleep(100, undefined, { signal });
  }
}
