import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSettings } from '../settings.ts';
import { openPartial } from './partial-file.ts';
import { type Transfer, TransferError, transfer } from './transfer.ts';

/** Milliseconds before each new try. Whenever something came, counting begins anew. */
const defaultPauses = [500, 1000, 2000, 4000, 8000, 16_000];

/**
 * Downloads a file, or resumes an earlier download of it, in this process or another. It connects again after a broken
 * connection.
 * @param path path of the unfinished file, which is kept if the download fails
 * @returns whether part of the file came over an earlier connection
 * @throws DataError where the server refuses or sends too much, or the disk has no room
 * @throws Error where the server cannot be reached, or the connection breaks off again and again
 */
export async function download(
  file: Transfer,
  path: string,
  settings: DataSettings,
  pauses = defaultPauses,
): Promise<{ resumed: boolean }> {
  let failures = 0;
  let connected = false;
  for (;;) {
    const { size } = await openPartial(path);
    try {
      return await transfer(file, path, settings);
    } catch (error) {
      settings.signal?.throwIfAborted();
      connected ||= error instanceof TransferError;
      // If there was never a connection, there is no network, and the error is thrown at once.
      if (!connected || !isOfNetwork(error)) throw error;
      if ((await openPartial(path)).size > size) failures = 0;
      const pause = pauses[failures++];
      if (pause === undefined) throw error;
      settings.log(`${file.url}: ${(error as Error).message}; trying again in ${pause / 1000} s.`);
      await sleep(pause, undefined, { signal: settings.signal });
    }
  }
}

/** Whether another try may help; `fetch` throws a TypeError where it does not reach the server. */
function isOfNetwork(error: unknown): boolean {
  return error instanceof TransferError || error instanceof TypeError;
}
