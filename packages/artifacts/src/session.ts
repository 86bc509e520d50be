import { randomUUID } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@fcdd/errors';
import { explainWriteError } from './write-errors.ts';
import { parts } from './layout.ts';
import { type EntryLock, isLocked, lock, waitForLock } from './locks.ts';
import { removeFolder } from './remove-folder.ts';
import { type Store, makeStore } from './store.ts';

/**
 * The period in which one process writes to a store. Its folder is removed at the end, even if the process is killed.
 */
export interface Session {
  /** Unique. */
  id: string;
  store: Store;
  /**
   * Folder for unfinished work. It lies on the store's file system, so that finished work can be renamed into place.
   */
  folder: string;
  end(): Promise<void>;
}

const COLLECTING = 'garbage-collection';

/** Starts to write to a store; waits while garbage is being collected. Removes the folders of dead sessions. */
export async function beginSession(store: Store, signal?: AbortSignal): Promise<Session> {
  await makeStore(store);
  const id = `session-${randomUUID()}`;
  const folder = join(store.folder, parts.sessions, id);
  const held = await waitForLock(store, id, signal);
  try {
    await (await waitForLock(store, COLLECTING, signal)).release();
    await removeDeadSessions(store);
    await mkdir(folder, { recursive: true });
  } catch (error) {
    await held.release();
    throw explainWriteError(error, store.folder);
  }
  const end = async (): Promise<void> => {
    await removeFolder(folder);
    await held.release();
  };
  return { id, store, folder, end };
}

/**
 * Does work during which no session may use the store.
 * @throws UserError if a run is using it
 */
export async function withoutSessions<Result>(store: Store, work: () => Promise<Result>): Promise<Result> {
  await makeStore(store);
  const collecting = await lock(store, COLLECTING);
  if (!collecting) throw inUse(store);
  try {
    for (const id of await sessionLocks(store)) if (await isLocked(store, id)) throw inUse(store);
    await removeDeadSessions(store);
    return await work();
  } finally {
    await collecting.release();
  }
}

/** Does work that other sessions must not disturb; skips it while there are any. */
export async function whileAlone({ store, id }: Session, work: () => Promise<void>): Promise<void> {
  // New sessions wait for this lock.
  const collecting = await lock(store, COLLECTING);
  if (!collecting) return;
  try {
    for (const other of await sessionLocks(store)) if (other !== id && (await isLocked(store, other))) return;
    await work();
  } finally {
    await collecting.release();
  }
}

function inUse(store: Store): UserError {
  return new UserError(`The store '${store.folder}' is in use.`, {
    hint: 'Try again when no run is using it.',
  });
}

async function removeDeadSessions(store: Store): Promise<void> {
  const sessions = join(store.folder, parts.sessions);
  for (const id of await readdir(sessions)) {
    // A lock that can be taken belonged to a dead session.
    const held: EntryLock | undefined = await lock(store, id);
    if (!held) continue;
    await removeFolder(join(sessions, id));
    await held.release();
  }
}

async function sessionLocks(store: Store): Promise<string[]> {
  const locks = await readdir(join(store.folder, parts.locks));
  return locks.filter((name) => name.startsWith('session-')).map((name) => name.replace(/\.lock$/, ''));
}
