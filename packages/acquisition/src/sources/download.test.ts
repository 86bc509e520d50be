import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, readdir, statfs, writeFile } from 'node:fs/promises';
import { type RequestListener, createServer } from 'node:http';
import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serve } from '../testing/file-server.ts';
import { type ServedFile, type ServedRequest, serveFile } from '../testing/range-server.ts';
import { testSettings } from '../testing/settings.ts';
import { download } from './download.ts';

const bytes = randomBytes(300_000);
const largest = bytes.length;

/** A download of a file that is served like this. */
async function scene(served: Partial<ServedFile> = {}) {
  const requests: ServedRequest[] = [];
  const file: ServedFile = { bytes, etag: '"one"', ...served };
  const url = await serve(serveFile(file, requests));
  const settings = await testSettings({ offline: false });
  const path = join(settings.dataFolder, 'file.part');
  const start = (pauses = [1, 1, 1]) => download({ url, largest }, path, settings, pauses);
  return { file, requests, settings, path, url, start };
}

/** Mounts a file system of one megabyte; undefined where this user may not. */
async function tinyDisk(): Promise<string | undefined> {
  const { dataFolder } = await testSettings();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dataFolder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', dataFolder]));
  return dataFolder;
}

describe('a download', () => {
  it('resumes where the connection broke off', async () => {
    const { requests, path, start, settings } = await scene({
      breaksAfter: (request) => (request <= 2 ? 100_000 : undefined),
    });
    expect(await start()).toEqual({ resumed: true });
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(requests).toEqual([
      { range: undefined, ifRange: undefined },
      { range: 'bytes=100000-', ifRange: '"one"' },
      { range: 'bytes=200000-', ifRange: '"one"' },
    ]);
    expect(settings.lines[0]).toMatch(/the connection broke off; trying again in 0\.001 s\.$/);
  });

  it('counts failures anew whenever something came', async () => {
    const { start } = await scene({ breaksAfter: (request) => (request < 6 ? 50_000 : undefined) });
    expect(await start([1, 1, 1])).toEqual({ resumed: true });
  });

  it('gives up where nothing comes any more, and keeps what came', async () => {
    const { start, path, requests, file } = await scene({
      breaksAfter: (request) => (request === 1 ? 100_000 : 0),
    });
    await expect(start()).rejects.toThrow('the connection broke off');
    expect(requests).toHaveLength(4);
    expect((await readFile(path)).equals(bytes.subarray(0, 100_000))).toBe(true);

    file.breaksAfter = undefined;
    expect(await start()).toEqual({ resumed: true });
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  it.each<[string, Partial<ServedFile>, Partial<ServedFile>]>([
    ['has another ETag by now', {}, { etag: '"two"' }],
    [
      'was modified since',
      { etag: undefined, lastModified: 'Mon, 01 Jan 2024 00:00:00 GMT' },
      { lastModified: 'Tue, 02 Jan 2024 00:00:00 GMT' },
    ],
    ['comes from a server that ignores ranges', {}, { ignoresRanges: true }],
    ['is shorter than what is there', { etag: undefined }, { bytes: bytes.subarray(1000, 2000) }],
  ])('begins anew where the file %s', async (_, before, after) => {
    const { start, path, file } = await scene({ ...before, breaksAfter: () => 100_000 });
    await expect(start([])).rejects.toThrow();
    const next = { bytes: Buffer.from(bytes).reverse(), breaksAfter: undefined, ...after };
    Object.assign(file, next);
    expect(await start()).toEqual({ resumed: false });
    expect((await readFile(path)).equals(next.bytes)).toBe(true);
  });

  it('does not trust a weak ETag, which may stay although bytes change', async () => {
    const { start, requests, file } = await scene({ etag: 'W/"one"', breaksAfter: () => 100_000 });
    await expect(start([])).rejects.toThrow();
    file.breaksAfter = undefined;
    await start();
    expect(requests[1]).toEqual({ range: 'bytes=100000-', ifRange: undefined });
  });

  it('does not resume a file from another or an unknown address', async () => {
    const one = await scene({ breaksAfter: () => 100_000 });
    await expect(one.start([])).rejects.toThrow();
    const two = await scene();
    await download({ url: two.url, largest }, one.path, one.settings);
    expect(two.requests[0]!.range).toBeUndefined();

    const three = await scene();
    await writeFile(three.path, bytes.subarray(0, 5));
    await three.start();
    expect(three.requests[0]!.range).toBeUndefined();
    expect((await readFile(three.path)).equals(bytes)).toBe(true);
  });

  it('that was complete already asks for nothing more', async () => {
    const { start, path, requests } = await scene();
    await start();
    expect(await start()).toEqual({ resumed: true });
    expect(requests[1]).toEqual({ range: `bytes=${largest}-`, ifRange: '"one"' });
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  it.each([503, 429])('is tried again where the server answers %i for a while', async (status) => {
    let requests = 0;
    const url = await serve((_, response) =>
      ++requests < 3 ? response.writeHead(status).end() : response.end(bytes),
    );
    const settings = await testSettings();
    const path = join(settings.dataFolder, 'file.part');
    await download({ url, largest }, path, settings, [1, 1]);
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  it('is not tried again where the server has no such file', async () => {
    let requests = 0;
    const url = await serve((_, response) => {
      requests++;
      response.writeHead(404).end();
    });
    const settings = await testSettings();
    const path = join(settings.dataFolder, 'file.part');
    await expect(download({ url, largest }, path, settings)).rejects.toThrow('the server answered 404');
    expect(requests).toBe(1);
  });

  it('fails at once where there is no connection at all', async () => {
    const settings = await testSettings();
    const path = join(settings.dataFolder, 'file.part');
    await expect(download({ url: 'http://127.0.0.1:1/', largest }, path, settings)).rejects.toThrow(
      'fetch failed',
    );
  });

  it('waits for a server that was there before and is gone for a moment', async () => {
    const { settings, path } = await scene();
    const listen = (port: number, served: ServedFile) => {
      const server = createServer(serveFile(served, []));
      return new Promise<typeof server>((listening) =>
        server.listen(port, '127.0.0.1', () => listening(server)),
      );
    };
    const first = await listen(0, { bytes, etag: '"one"', breaksAfter: () => 100_000 });
    const { port } = first.address() as { port: number };
    first.on('request', () => void first.close());
    const done = download(
      { url: `http://127.0.0.1:${port}/`, largest },
      path,
      settings,
      [100, 100, 300, 300],
    );
    await new Promise((resolve) => setTimeout(resolve, 250));
    const second = await listen(port, { bytes, etag: '"one"' });
    expect(await done).toEqual({ resumed: true });
    second.close();
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  it('is refused before its first byte where the disk has no room for it, and says what to do', async () => {
    const { settings, path, start } = await scene();
    const { bavail, bsize } = await statfs(settings.dataFolder);
    const size = bavail * bsize * 2;
    const url = await serve((_, response) => response.writeHead(200, { 'content-length': size }).write('a'));
    const failing = download({ url, largest: size }, path, settings);
    await expect(failing).rejects.toThrow(DataError);
    await expect(failing).rejects.toThrow(/MB free, and \d+ MB more are needed; make room, or/);
    expect(await readdir(settings.dataFolder)).toEqual([]);
    await start();
  });

  it('that fills the disk says so, and what to do', async (context) => {
    const disk = await tinyDisk();
    if (!disk) return context.skip('only root can mount a small disk');
    const url = await serve((_, response) => response.writeHead(200).write(Buffer.alloc(3e6)));
    const file = { url, largest: 4e6 };
    await expect(download(file, join(disk, 'file.part'), await testSettings())).rejects.toThrow(
      `the disk that holds ${disk} is full; make room, or`,
    );
  });

  it.each<[string, RequestListener]>([
    ['says so', (_, response) => response.end(bytes)],
    ['does not say so', (_, response) => response.writeHead(200).write(bytes, () => response.end())],
  ])('is refused where the server sends more than the file can have, and %s', async (_, answer) => {
    const settings = await testSettings();
    const path = join(settings.dataFolder, 'file.part');
    const downloading = download({ url: await serve(answer), largest: 1000 }, path, settings);
    await expect(downloading).rejects.toThrow('the server sent more than 1000 bytes');
    expect(await readdir(settings.dataFolder)).toEqual([]);
  });
});
