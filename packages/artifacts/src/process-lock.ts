import lockfile from 'proper-lockfile';

/** A lock that ends with the process that holds it, whatever ends that. */
export interface ProcessLock {
  release(): Promise<void>;
}

export interface LockOptions {
  /** Milliseconds without a sign of life after which a holder is taken for dead; it gives four in that time. */
  staleAfter?: number;
  /** Called where another took the lock, because this process was suspended for long. */
  onLost?: () => void;
}

/** What holders that compute without a pause survive. */
const defaultStaleAfter = 8000;

/**
 * Takes the lock `<path>.lock` among all processes that see the folder, also from other machines.
 * @returns undefined if another holds it
 */
export async function tryLock(
  path: string,
  { staleAfter = defaultStaleAfter, onLost = () => {} }: LockOptions = {},
): Promise<ProcessLock | undefined> {
  try {
    const release = await lockfile.lock(path, {
      realpath: false,
      stale: staleAfter,
      update: staleAfter / 4,
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
  return lockfile.check(path, { realpath: false, stale: defaultStaleAfter });
}
