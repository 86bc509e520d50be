import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { DataError } from '@fcdd/errors';
import type { DataSettings } from '../settings.ts';
import { DamagedError } from '../files/verified-file.ts';
import { checkFreeSpace, explainFullDisk } from './free-space.ts';
import { type PartialFile, dropPartial, noteOrigin, openPartial } from './partial-file.ts';

/** A failure that may pass: a connection that broke off, a server that is too busy. */
export class TransferError extends Error {}

export interface Transfer {
  url: string;
  /** Bytes beyond which the server is not believed. */
  largest: number;
}

/** Milliseconds without a byte after which a connection is taken for dead. */
const stallTime = 60_000;

/** Milliseconds between reports of progress. */
const reportInterval = 100;

/**
 * Asks a server once for the missing part of a file, and appends it to the existing part. A server that cannot resume, or
 * now has another version of the file, sends the whole file.
 * @returns whether an earlier transfer was resumed
 * @throws TransferError where another try may help; the received part is kept
 * @throws DataError where the server refuses, sends too much, or the disk has no room
 */
export async function transfer(
  { url, largest }: Transfer,
  path: string,
  { progress, signal }: Pick<DataSettings, 'progress' | 'signal'>,
): Promise<{ resumed: boolean }> {
  const part = await openPartial(path);
  const watch = watchForStalls(signal);
  try {
    const response = await ask(url, part, watch.signal);
    if (isWhole(response, part)) return { resumed: true };
    const offset = await offsetOf(response, part);
    const total = totalOf(response, offset);
    if ((total ?? 0) > largest) throw tooMuch(largest);
    await checkFreeSpace(path, (total ?? offset) - offset);
    await noteOrigin(part, { url, validator: validatorOf(response) });
    const report = inIntervals(progress, total ?? largest);
    let done = offset;
    const file = await open(path, offset > 0 ? 'a' : 'w');
    await pipeline(
      bytesOf(response),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          watch.feed();
          done += chunk.length;
          if (done > largest) throw tooMuch(largest);
          report(done);
          yield chunk;
        }
      },
      file.createWriteStream(),
      { signal: watch.signal },
    );
    if (total !== undefined && done < total)
      throw new TransferError(`the connection was closed after ${done} of ${total} bytes`);
    progress?.(done, total ?? done);
    return { resumed: offset > 0 };
  } catch (error) {
    if (error instanceof DamagedError) await dropPartial(path);
    signal?.throwIfAborted();
    watch.signal.throwIfAborted();
    throw explainFullDisk(error, path);
  } finally {
    watch.end();
  }
}

async function ask(url: string, { size, origin }: PartialFile, signal: AbortSignal): Promise<Response> {
  // Without `identity`, fetch would ask for the transfer to be packed and unpack what we store.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (origin?.url === url) {
    headers['range'] = `bytes=${size}-`;
    if (origin.validator !== undefined) headers['if-range'] = origin.validator;
  }
  const response = await fetch(url, { headers, signal });
  if (response.ok || response.status === 416) return response;
  const answer = `the server answered ${response.status} ${response.statusText}`.trimEnd();
  await response.body?.cancel();
  throw mayPass(response.status) ? new TransferError(answer) : new DataError(answer);
}

function mayPass(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** A server that is asked for what lies behind the end says so, and where that is. */
function isWhole({ status, headers }: Response, { size }: PartialFile): boolean {
  return status === 416 && headers.get('content-range') === `bytes */${size}`;
}

/** Where in the file the answer begins. */
async function offsetOf(response: Response, { path, size }: PartialFile): Promise<number> {
  if (response.status === 200) return 0;
  const [, start] = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '') ?? [];
  if (response.status === 206 && Number(start) === size) return size;
  await response.body?.cancel();
  await dropPartial(path);
  throw new TransferError('the server did not resume where the download had stopped');
}

/** Bytes of the whole file, as far as the server tells. */
function totalOf({ headers }: Response, offset: number): number | undefined {
  const length = headers.get('content-length');
  return length === null ? undefined : offset + Number(length);
}

/** A weak ETag may stay the same although bytes change. */
function validatorOf({ headers }: Response): string | undefined {
  const etag = headers.get('etag');
  if (etag !== null && !etag.startsWith('W/')) return etag;
  return headers.get('last-modified') ?? undefined;
}

async function* bytesOf({ body }: Response): AsyncGenerator<Uint8Array> {
  try {
    if (body) yield* body;
  } catch (cause) {
    throw new TransferError('the connection broke off', { cause });
  }
}

function tooMuch(largest: number): DamagedError {
  return new DamagedError(`the server sent more than ${largest} bytes`);
}

function inIntervals(progress: DataSettings['progress'], total: number): (done: number) => void {
  let reportedAt = 0;
  return (done) => {
    if (Date.now() - reportedAt < reportInterval) return;
    reportedAt = Date.now();
    progress?.(done, total);
  };
}

function watchForStalls(signal: AbortSignal | undefined) {
  const stalled = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const feed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(
      () => stalled.abort(new TransferError(`nothing was received for ${stallTime / 1000} s`)),
      stallTime,
    );
  };
  feed();
  return {
    signal: signal ? AbortSignal.any([signal, stalled.signal]) : stalled.signal,
    feed,
    end: () => clearTimeout(timer),
  };
}
