import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DataError, isUserError, printable } from '@fcdd/errors';
import { type Header, extract } from 'tar-stream';
import { entryChecker } from './check-entry.ts';
import { unpack } from './unpack.ts';

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
  /** The contents as they come. The rest is skipped if not all is read. */
  stream(): Readable;
}

/**
 * Reads the files of a tar archive, plain, gzipped or packed with xz, one after the other, without unpacking it anywhere.
 * Folders are passed over.
 * @throws DataError where it is missing, cut off or damaged, unpacks to far more than its size, or has an entry that is a
 * link or device, has the name of another, or leads out of the archive
 */
export function readTar(path: string): AsyncGenerator<TarEntry, void, void> {
  return readEntries(createReadStream(path), path, false);
}

/**
 * Reads an archive that is a file in another one, plain or gzipped.
 * @param name of the archive, for messages
 */
export function readTarStream(packed: Readable, name: string): AsyncGenerator<TarEntry, void, void> {
  return readEntries(packed, name, true);
}

async function* readEntries(
  packed: Readable,
  name: string,
  isNested: boolean,
): AsyncGenerator<TarEntry, void, void> {
  const entries = extract();
  const feeding = pipeline(endMarked(unpack(packed, name, { isNested })), entries).catch((cause: Error) => {
    entries.destroy(cause);
  });
  const check = entryChecker(name);
  let last: string | undefined;
  const explain = (cause: unknown) => damaged(name, last, cause);
  try {
    for await (const entry of entries) {
      const entryName = check(entry.header);
      if (entryName !== undefined) {
        last = entryName;
        yield tarEntry(entry, entryName, name, explain);
      }
      entry.resume();
    }
  } catch (cause) {
    throw explain(cause);
  } finally {
    entries.destroy();
    packed.destroy();
    await feeding;
  }
}

type Entry = AsyncIterable<unknown> & { header: Header };

function tarEntry(
  entry: Entry,
  name: string,
  archive: string,
  explain: (cause: unknown) => unknown,
): TarEntry {
  const { size } = entry.header;
  return {
    name,
    size,
    stream: () => Readable.from(contents(entry, explain), { objectMode: false }),
    async bytes(largest) {
      if (size > largest)
        throw new DataError(
          `"${printable(name)}" in ${printable(archive)} has ${size} bytes, more than ${largest}.`,
          { hint: 'It is not what is expected there: get the archive from its publisher.' },
        );
      const chunks: Uint8Array[] = [];
      for await (const chunk of contents(entry, explain)) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
  };
}

/** Unlike iterating the entry itself, stopping early leaves the archive open. */
async function* contents(
  entry: Entry,
  explain: (cause: unknown) => unknown,
): AsyncGenerator<Uint8Array, void, void> {
  const chunks = (entry as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  try {
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  } catch (cause) {
    throw explain(cause);
  }
}

const blockSize = 512;

/** Passes an archive's bytes on. Every archive ends with a block of zeros: one that was cut between two files does not. */
async function* endMarked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  let end = Buffer.alloc(0);
  for await (const chunk of bytes) {
    end = Buffer.concat([end, chunk.subarray(-blockSize)]).subarray(-blockSize);
    yield chunk;
  }
  if (end.length < blockSize || end.some((value) => value !== 0)) throw new Error('Its end is missing');
}

function damaged(archive: string, lastEntry: string | undefined, cause: unknown): unknown {
  if (isUserError(cause)) return cause;
  const reason = (cause as Error).message.replace(/\.$/, '');
  const place = lastEntry === undefined ? '' : `, from "${printable(lastEntry)}" on`;
  return new DataError(`${printable(archive)} is not a sound archive${place}: ${reason}.`, {
    cause,
    hint: 'It may be cut off or damaged: get it again.',
  });
}
