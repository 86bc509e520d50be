import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryLock } from '@fcdd/artifacts/process-lock';
import { makeFolder } from '../files/make-folder.ts';
import type { DataSettings } from '../settings.ts';

/** Milliseconds between looks at a lock that another process holds. */
const interval = 200;

/** Milliseconds after which a killed process no longer keeps others from fetching; one that lives never pauses so long. */
const staleAfter = 4000;

/**
 * Works on the file at `path` while no other process does. While another process does, a message says so, and its
 * progress is reported as that of this one.
 * @param work is given settings with a signal that also aborts where the lock is lost, because the process was suspended
 * for long and another took over; the work is then begun anew when that one is done
 * @throws Error where the lock cannot be made, since the folder cannot be written to
 */
export async function withFetchLock(
  { path, largest }: { path: string; largest?: number },
  settings: DataSettings,
  work: (settings: DataSettings) => Promise<void>,
): Promise<void> {
  const { warn, progress, signal } = settings;
  await makeFolder(dirname(path));
  for (let waits = false; ; waits = true) {
    const lost = new AbortController();
    const onLost = (): void => lost.abort(new Error('another process took over'));
    const lock = await tryLock(path, { staleAfter, onLost });
    if (!lock) {
      if (!waits)
        warn(`${basename(path)} is being fetched by another process: waiting for it (${path}.lock).`);
      const part = await stat(`${path}.part`).catch(() => undefined);
      if (part && largest) progress?.(part.size, largest);
      await sleep(interval, undefined, { signal });
      continue;
    }
    try {
      return await work({
        ...settings,
        signal: signal ? AbortSignal.any([signal, lost.signal]) : lost.signal,
      });
    } catch (error) {
      signal?.throwIfAborted();
      if (!lost.signal.aborted) throw error;
    } finally {
      await lock.release();
    }
  }
}
