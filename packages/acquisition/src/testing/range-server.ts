import type { RequestListener } from 'node:http';

export interface ServedFile {
  bytes: Buffer;
  etag?: string;
  lastModified?: string;
  /** It answers with all, whatever is asked for. */
  ignoresRanges?: boolean;
  /** The connection breaks off after so many bytes of an answer; undefined: it does not. */
  breaksAfter?: (request: number) => number | undefined;
  /** Nothing more comes after so many bytes of an answer, although the connection stays. */
  pausesAfter?: number;
}

/** Milliseconds that a client has to take in what was sent: of a broken connection, it drops what it has not read yet. */
const breakDelay = 150;

export interface ServedRequest {
  range?: string;
  ifRange?: string;
}

/** Serves one file as a web server does that can be asked for parts, and notes the headers of what was asked. */
export function serveFile(file: ServedFile, requests: ServedRequest[]): RequestListener {
  return ({ headers }, response) => {
    const { bytes, etag, lastModified, ignoresRanges, breaksAfter, pausesAfter } = file;
    requests.push({ range: headers.range, ifRange: headers['if-range'] as string | undefined });
    if (etag) response.setHeader('etag', etag);
    if (lastModified) response.setHeader('last-modified', lastModified);
    const isCurrent = [undefined, etag, lastModified].includes(headers['if-range'] as string | undefined);
    const [, start] = /^bytes=(\d+)-$/.exec(headers.range ?? '') ?? [];
    const offset = start === undefined || ignoresRanges || !isCurrent ? 0 : Number(start);
    if (offset >= bytes.length)
      return void response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
    const range = `bytes ${offset}-${bytes.length - 1}/${bytes.length}`;
    response.writeHead(offset > 0 ? 206 : 200, {
      'content-length': bytes.length - offset,
      ...(offset > 0 && { 'content-range': range }),
    });
    if (pausesAfter !== undefined) return void response.write(bytes.subarray(offset, offset + pausesAfter));
    const end = breaksAfter?.(requests.length);
    if (end === undefined) return void response.end(bytes.subarray(offset));
    response.write(bytes.subarray(offset, offset + end), () =>
      setTimeout(() => response.destroy(), breakDelay),
    );
  };
}
