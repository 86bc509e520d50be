import { DataError } from '@fcdd/errors';
import type { DataSettings } from '../settings.ts';
import { DamagedError } from '../files/verified-file.ts';

/** One way to come by some data. */
export interface Attempt<Data> {
  /** The source, as messages name it. */
  source: string;
  /** It reaches over the network. */
  fetches?: boolean;
  load(): Promise<Data>;
}

/**
 * The data from the first source that has them, sound; which one that is, is logged.
 * @throws DataError that lists every source with why it failed, and gives the hint
 */
export async function firstThatLoads<Data>(
  title: string,
  attempts: Attempt<Data>[],
  { offline, log, warn, signal }: DataSettings,
  hint: string,
): Promise<Data> {
  const failures: string[] = [];
  for (const { source, fetches = false, load } of attempts) {
    try {
      if (fetches && offline) throw new DataError('not tried, since the run is offline');
      const data = await load();
      log(`${title}: taken from ${source}.`);
      return data;
    } catch (error) {
      signal?.throwIfAborted();
      failures.push(`${source}: ${reasonOf(error)}`);
      const tell = error instanceof DamagedError ? warn : log;
      tell(`${title}: not taken from ${failures.at(-1)}.`);
    }
  }
  throw new DataError([`${title} was found nowhere. Tried:`, ...failures].join('\n  - '), { hint });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const messages = [error.message];
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) messages.push(cause.message);
  return messages
    .filter(Boolean)
    .join(': ')
    .replace(/\.?\s*$/, '');
}
