import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/**
 * SHA-256 of a file, in hexadecimal.
 * @param onRead hears how many bytes were read so far
 */
export async function fileDigest(
  path: string,
  { signal, onRead }: { signal?: AbortSignal; onRead?: (bytes: number) => void } = {},
): Promise<string> {
  const hash = createHash('sha256');
  let read = 0;
  await pipeline(
    createReadStream(path, { highWaterMark: 1 << 20 }),
    async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        hash.update(chunk);
        read += chunk.length;
        onRead?.(read);
      }
    },
    { signal },
  );
  return hash.digest('hex');
}
