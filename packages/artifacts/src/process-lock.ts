import lockfile from 'proper-lockfile';

/** A lock that ends with the process that holds it, whatever ends that. */
export interface ProcessLock {
  release(): Promise<void>;
}

/** A lock is renewed every two seconds; after this many milliseconds without, its holder is taken for dead. */
const STALE = 8000;
const RENEW = 2000;

/**
 * Takes the lock `<path>.lock` among all processes that see the folder, also from other machines.
 * @param onLost called where another took it, because this process was suspended for long
 * @returns undefined if another holds it
 */
export async function tryLock(path: string, onLost: () => void = () => {}): Promise<ProcessLock | undefined> {
  try {
    const release = await lockfile.lock(path, {
      realpath: false,
      stale: STALE,
      update: RENEW,
      onCompromised: onLost,
    });
    return { release: () => release().catch(() => {}) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOCKED') return undefined;
    throw error;
  }
}

/** Whether a living process holds the lock. */
export function isLocked(path: string): Promise<boolean> {
  return lockfile.check(path, { realpath: false, stale: STALE });
}
