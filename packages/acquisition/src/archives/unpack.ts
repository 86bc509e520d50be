import { pipeline } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { createGunzip } from 'node:zlib';
import { DataError, printable } from '@fcdd/errors';
import xz from 'xz-decompress';

type Bytes = AsyncIterable<Uint8Array>;

/** Beyond this many bytes, an archive that unpacks to more than a hundred times its size is refused. */
const trustedSize = 256 * 1024 * 1024;
const largestRatio = 100;

/**
 * The bytes of an archive, unpacked where their beginning says that they are gzipped or packed with xz.
 * @param name of the archive, for messages
 * @param isNested whether they come out of another archive: of two that are packed with xz, the inner would wait for ever
 * @throws DataError where they unpack to far too many
 * @throws Error where they are damaged or cut off
 */
export async function* unpack(
  packed: Bytes,
  name: string,
  { isNested = false } = {},
): AsyncGenerator<Uint8Array, void, void> {
  const size = { packed: 0, unpacked: 0 };
  const { beginning, bytes } = await lookAhead(counted(packed, size), 6);
  const format = formatOf(beginning.subarray(0, 6));
  if (isNested && format === 'xz') throw new Error('Inside of another archive, xz is not read');
  for await (const chunk of unpackers[format](bytes)) {
    size.unpacked += chunk.length;
    if (size.unpacked > trustedSize && size.unpacked > largestRatio * size.packed) throw bomb(name);
    yield chunk;
  }
}

function formatOf(beginning: Buffer): 'gzip' | 'xz' | 'plain' {
  if (beginning.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))) return 'gzip';
  return beginning.equals(Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])) ? 'xz' : 'plain';
}

const unpackers = { gzip: gunzip, xz: unxz, plain: (bytes: Bytes) => bytes };

function gunzip(packed: Bytes): Bytes {
  return pipeline(packed, createGunzip(), () => undefined);
}

async function* unxz(packed: Bytes): AsyncGenerator<Uint8Array> {
  const reader = new xz.XzReadableStream(ReadableStream.from(packed) as never).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(explainXz);
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Codes of xz-embedded that a file can cause. */
const xzProblems: Record<string, string> = {
  4: 'its dictionary is larger than that of xz -9',
  6: 'it uses options of xz that are not known (pack it again by plain xz)',
  7: 'its data is damaged',
  8: 'unexpected end of file',
};

function explainXz(cause: Error): never {
  const code = /error code (\d+)$/.exec(cause.message)?.[1];
  throw new Error(xzProblems[code ?? ''] ?? cause.message, { cause });
}

async function* counted(packed: Bytes, size: { packed: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of packed) {
    size.packed += chunk.length;
    yield chunk;
  }
}

/** The first bytes, as many as there are of `length`, and all of them again. */
async function lookAhead(packed: AsyncGenerator<Uint8Array>, length: number) {
  let beginning = Buffer.alloc(0);
  while (beginning.length < length) {
    const next = await packed.next();
    if (next.done) break;
    beginning = Buffer.concat([beginning, next.value]);
  }
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield beginning;
    yield* packed;
  }
  return { beginning, bytes: bytes() };
}

function bomb(name: string): DataError {
  return new DataError(`${printable(name)} unpacks to more than ${largestRatio} times its size.`, {
    hint: 'No archive of images does: get it from its publisher.',
  });
}
