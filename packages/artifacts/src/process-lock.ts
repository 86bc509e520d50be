import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LockFile, beat, endLock, makeLockFolder, readLockFolder, serverTime } from './lock-folder.ts';
import { isOnNetwork } from './network-folder.ts';
import { hasEnded, ownIdentity } from './process-identity.ts';

/** A lock that ends when its process ends, for whatever reason. */
export interface ProcessLock {
  release(): Promise<void>;
}

export interface LockOptions {
  /**
   * Milliseconds without a heartbeat after which a holder counts as dead; it sends four in that time. The end of a
   * process on this machine is known at once.
   */
  staleAfter?: number;
  /** Called when another process took the lock, because this one was suspended for long. */
  onLost?: () => void;
}

/** Long enough for holders that compute without a pause. */
const defaultStaleAfter = 20_000;
/** Clients of network file systems may show an old heartbeat for 60 s before they ask the server again. */
const leastOnNetwork = 120_000;

/**
 * Takes the lock `<path>.lock` among all processes that see the folder, also from other machines. Their clocks may
 * differ.
 * @returns undefined if another process holds it
 */
export async function tryLock(
  path: string,
  { staleAfter = defaultStaleAfter, onLost = () => {} }: LockOptions = {},
): Promise<ProcessLock | undefined> {
  const folder = `${path}.lock`;
  const name = randomUUID();
  if (!(await makeLockFolder(folder, name, ownIdentity()))) {
    const present = await readLockFolder(folder);
    if (present && !(await isDead(folder, present, staleAfter))) return undefined;
    if (present) await endLock(folder, present.name);
    if (!(await makeLockFolder(folder, name, ownIdentity()))) return undefined;
  }
  const stopBeating = await keepBeating(folder, name, { staleAfter, onLost });
  return {
    release: async () => {
      stopBeating();
      await endLock(folder, name).catch(() => {});
    },
  };
}

/** Whether a living process holds the lock. */
export async function isLocked(path: string): Promise<boolean> {
  const present = await readLockFolder(`${path}.lock`);
  return present !== undefined && !(await isDead(`${path}.lock`, present, defaultStaleAfter));
}

/**
 * Whether the holder is dead: its process has ended, or by the server's clock it is late and then sends no heartbeat.
 */
async function isDead(folder: string, lock: LockFile, staleAfter: number): Promise<boolean> {
  if (hasEnded(lock.holder)) return true;
  const patience = await patienceFor(folder, staleAfter);
  if ((await serverTime(folder)) - lock.beatAt <= patience) return false;
  await sleep(patience / 4);
  const now = await readLockFolder(folder);
  return now === undefined || (now.name === lock.name && now.beatAt === lock.beatAt);
}

async function keepBeating(
  folder: string,
  name: string,
  { staleAfter, onLost }: Required<LockOptions>,
): Promise<() => void> {
  const every = (await patienceFor(folder, staleAfter)) / 4;
  const timer = setInterval(() => {
    void beat(folder, name, ownIdentity()).then((isHeld) => {
      if (isHeld) return;
      clearInterval(timer);
      onLost();
    });
  }, every);
  timer.unref();
  return () => clearInterval(timer);
}

const networkFolders = new Map<string, Promise<boolean>>();

async function patienceFor(lockFolder: string, staleAfter: number): Promise<number> {
  const folder = dirname(lockFolder);
  const onNetwork = networkFolders.get(folder) ?? isOnNetwork(folder);
  networkFolders.set(folder, onNetwork);
  return (await onNetwork) ? Math.max(staleAfter, leastOnNetwork) : staleAfter;
}
