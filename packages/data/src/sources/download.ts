import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { DataError } from '@fcdd/errors';
import type { DataSettings } from '../settings.ts';

/**
 * Downloads a file.
 * @param largest bytes beyond which the server is not believed
 * @throws DataError where the server refuses or sends too much; an Error where it cannot be reached
 */
export async function download(
  url: string,
  path: string,
  largest: number,
  { progress, signal }: DataSettings,
): Promise<void> {
  // Without this, fetch would ask for the transfer to be packed and unpack what we store.
  const response = await fetch(url, { headers: { 'accept-encoding': 'identity' }, signal });
  if (!response.ok || !response.body)
    throw new DataError(`the server answered ${response.status} ${response.statusText}`);
  const total = Number(response.headers.get('content-length')) || largest;
  let done = 0;
  await pipeline(
    Readable.fromWeb(response.body as ReadableStream<Uint8Array>),
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        done += chunk.length;
        if (done > largest) throw new DataError(`the server sent more than ${largest} bytes`);
        progress?.(done, total);
        yield chunk;
      }
    },
    createWriteStream(path, { flags: 'wx' }),
    { signal },
  );
}
