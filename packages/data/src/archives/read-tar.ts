import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DataError } from '@fcdd/errors';
import { extract } from 'tar-stream';

/** A file in an archive. It must be read, if at all, before the next one is asked for. */
export interface TarEntry {
  /** Relative, with forward slashes, and without any `..`. */
  name: string;
  /** Bytes. */
  size: number;
  /**
   * The contents.
   * @throws DataError where there are more than `largest` bytes
   */
  bytes(largest: number): Promise<Buffer>;
  /** The contents as they come, to be read to their end. */
  stream(): Readable;
}

/**
 * Reads the files of a tar archive, plain or gzipped, one after the other, without unpacking it anywhere. Folders are
 * passed over.
 * @throws DataError where it is damaged or holds what no archive of data should
 */
export async function* readTar(path: string): AsyncGenerator<TarEntry, void, void> {
  yield* readTarStream(createReadStream(path), path, await isGzipped(path));
}

/** Reads an archive that is itself a stream, such as a file in another archive. */
export async function* readTarStream(
  packed: Readable,
  path: string,
  gzipped = false,
): AsyncGenerator<TarEntry, void, void> {
  const entries = extract();
  const stages = gzipped ? [packed, createGunzip(), entries] : [packed, entries];
  const finished = pipeline(stages as [Readable, NodeJS.WritableStream]).catch((cause: unknown) => {
    entries.destroy(cause as Error);
  });
  try {
    for await (const entry of entries) {
      const { name, size = 0, type } = entry.header;
      if (type !== 'file') {
        entry.resume();
        continue;
      }
      yield {
        name: checkedName(name, path),
        size,
        stream: () => entry as unknown as Readable,
        async bytes(largest) {
          if (size > largest)
            throw new DataError(`${JSON.stringify(name)} in ${path} is too large: ${size} bytes.`);
          const chunks: Uint8Array[] = [];
          for await (const chunk of entry) chunks.push(chunk as Uint8Array);
          return Buffer.concat(chunks);
        },
      };
      entry.resume();
    }
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    throw new DataError(`${path} is no sound archive: ${(cause as Error).message}.`, {
      cause,
      hint: 'It may be cut off: fetch it again.',
    });
  } finally {
    packed.destroy();
    await finished;
  }
}

function checkedName(name: string, path: string): string {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (name.startsWith('/') || parts.includes('..'))
    throw new DataError(`${path} holds the name ${JSON.stringify(name)}, which leads out of it.`, {
      hint: 'No archive of data has such a name: get it from its publisher.',
    });
  return parts.join('/');
}

async function isGzipped(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}
