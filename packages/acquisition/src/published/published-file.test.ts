import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeError } from '@fcdd/errors';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serve } from '../testing/file-server.ts';
import { type ServedFile, type ServedRequest, serveFile } from '../testing/range-server.ts';
import { testSettings } from '../testing/settings.ts';
import { publishedFile } from './published-file.ts';
import type { PublishedFile } from './published-file-facts.ts';

const bytes = randomBytes(200_000);

function known(url: string, overrides: Partial<PublishedFile> = {}): PublishedFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { title: 'Jam', folder: 'jam', name: 'jam.tar', url, size: bytes.length, sha256, ...overrides };
}

/** A published file on a server, and a data folder that has nothing of it. */
async function scene(served: Partial<ServedFile> = {}) {
  const requests: ServedRequest[] = [];
  const file: ServedFile = { bytes, etag: '"one"', ...served };
  const published = known(await serve(serveFile(file, requests)));
  const settings = await testSettings({ offline: false });
  const folder = join(settings.dataFolder, 'jam');
  const put = async (contents: Buffer, name = 'jam.tar') => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, name), contents);
  };
  return { requests, file, published, settings, folder, path: join(folder, 'jam.tar'), put };
}

describe('a published file', () => {
  it('is fetched once, checked, and read from the data folder from then on', async () => {
    const { published, settings, requests, folder, path } = await scene();
    expect(await publishedFile(published, settings)).toBe(path);
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(await readdir(folder)).toEqual(['jam.tar']);
    expect(await publishedFile(published, { ...settings, offline: true })).toBe(path);
    expect(requests).toHaveLength(1);
  });

  it('is not read again to check it, unless it was touched since', async () => {
    const { published, settings, put, path } = await scene();
    await put(bytes);
    await utimes(path, 1000, 1000);
    let reads = 0;
    const counting = { ...settings, offline: true, progress: () => void reads++ };
    await publishedFile(published, counting);
    expect(reads).toBeGreaterThan(0);
    reads = 0;
    await publishedFile(published, counting);
    expect(reads).toBe(0);

    await put(randomBytes(bytes.length));
    await utimes(path, 1000, 1000);
    await expect(publishedFile(published, counting)).rejects.toThrow('is damaged: its SHA-256 is');
    expect(settings.warnings.join()).toContain('is damaged');
  });

  it('may be any of several', async () => {
    const { published, settings, put, folder, requests } = await scene();
    await put(bytes, 'jam.zip');
    const path = await publishedFile([published, { ...published, name: 'jam.zip' }], settings);
    expect(path).toBe(join(folder, 'jam.zip'));
    expect(requests).toHaveLength(0);
  });

  it('that is cut off is recognized by its size, kept aside, and fetched', async () => {
    const { published, settings, put, path } = await scene();
    await put(bytes.subarray(0, 1000));
    await publishedFile(published, settings);
    expect(settings.warnings[0]).toContain(`${path} is damaged: it has 1000 bytes instead of 200000`);
    expect((await stat(`${path}.damaged`)).size).toBe(1000);
  });

  it('is refused where the server has other bytes, of which nothing is kept', async () => {
    const { published, settings, folder } = await scene({ bytes: randomBytes(bytes.length) });
    await expect(publishedFile(published, settings)).rejects.toThrow('is damaged: its SHA-256 is');
    expect(await readdir(folder)).toEqual([]);
  });

  it('is fetched as a whole where its beginning turns out to be of another file', async () => {
    const { published, settings, path, put, requests } = await scene({ etag: undefined });
    await put(randomBytes(1000), 'jam.tar.part');
    await put(Buffer.from(JSON.stringify({ url: published.url })), 'jam.tar.part.json');
    await publishedFile(published, settings);
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(requests.map(({ range }) => range)).toEqual(['bytes=1000-', undefined]);
  });

  it('that needs an account is not fetched: the error says what to get, where, and where to put it', async () => {
    const { published, settings, folder, requests, put, path } = await scene();
    const byHand = { ...published, byHand: 'ask the cook' };
    const error = await publishedFile(byHand, settings).catch((thrown: unknown) => thrown);
    expect(describeError(error).split('\n')).toEqual([
      'Jam was found nowhere. Tried:',
      `  - jam.tar in the folder ${folder}: it is not there`,
      `  For jam.tar (${published.url}), ask the cook. Then put it into ${folder}.`,
    ]);
    await put(bytes);
    expect(await publishedFile(byHand, settings)).toBe(path);
    expect(requests).toHaveLength(0);
  });
});

const script = join(import.meta.dirname, '../testing/fetch-published.ts');

/** Another process that wants the file. */
function start(published: PublishedFile, dataFolder: string): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(published), dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

function halfIsThere(path: string): Promise<boolean> {
  return stat(`${path}.part`).then(
    ({ size }) => size === 100_000,
    () => false,
  );
}

/** All that a process prints until it ends. */
async function finish(child: ChildProcess): Promise<string> {
  const [output] = await Promise.all([text(child.stdout!), once(child, 'exit')]);
  return output;
}

describe('a published file that several processes want', () => {
  it('is downloaded once, while the other says what it waits for', async () => {
    let open = (): void => {};
    const gate = new Promise<void>((opened) => (open = opened));
    const requests: ServedRequest[] = [];
    const answer = serveFile({ bytes }, requests);
    const url = await serve((request, response) => void gate.then(() => answer(request, response)));
    const { dataFolder } = await testSettings();
    const children = [start(known(url), dataFolder), start(known(url), dataFolder)];
    const told = children.map(() => '');
    for (const [index, { stdout }] of children.entries())
      stdout!.on('data', (data: Buffer) => void (told[index] += String(data)));
    await until(() => told.some((output) => output.includes('is being fetched by another process')));
    open();
    await Promise.all(children.map((child) => once(child, 'close')));
    expect(requests).toHaveLength(1);
    const path = join(dataFolder, 'jam/jam.tar');
    for (const output of told) expect(output).toContain(`path ${path}`);
    expect(
      told.filter((output) =>
        output.includes(`jam.tar is being fetched by another process: waiting for it (${path}.lock).`),
      ),
    ).toHaveLength(1);
    expect(await readdir(join(dataFolder, 'jam'))).toEqual(['jam.tar']);
  });

  it('is taken over from one that is killed, with what that one has', async () => {
    const { published, settings, requests, file, path } = await scene({ pausesAfter: 100_000 });
    const child = start(published, settings.dataFolder);
    await until(() => halfIsThere(path));
    child.kill('SIGKILL');
    await once(child, 'exit');
    file.pausesAfter = undefined;
    expect(await publishedFile(published, settings)).toBe(path);
    expect(requests[1]).toEqual({ range: 'bytes=100000-', ifRange: '"one"' });
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  it('is left to another where one is suspended, which finds it there when it wakes', async () => {
    const { published, settings, file, path } = await scene({ pausesAfter: 100_000 });
    const child = start(published, settings.dataFolder);
    const ended = finish(child);
    await until(() => halfIsThere(path));
    child.kill('SIGSTOP');
    // The lock now looks as old as one that its owner has stopped renewing.
    const [lockFile] = await readdir(`${path}.lock`);
    await utimes(join(`${path}.lock`, lockFile!), new Date(0), new Date(0));
    file.pausesAfter = undefined;
    expect(await publishedFile(published, settings)).toBe(path);
    child.kill('SIGCONT');
    expect(await ended).toContain(`path ${path}`);
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });
});
