import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadIdxDataSet } from './load-idx-data-set.ts';
import { serve, testSettings } from '@fcdd/acquisition/testing';
import { tinyDataSet } from '../testing/idx-files.ts';

const { contents } = tinyDataSet();

/** Serves the files of the tiny data set, and counts what was asked for. */
function publisher(requests: string[]): RequestListener {
  return (request, response) => {
    requests.push(request.url!);
    response.end(gzipSync(contents[request.url!.slice(1, -'.gz'.length)]!));
  };
}

const load = (url: string, settings: Awaited<ReturnType<typeof testSettings>>) =>
  loadIdxDataSet('tiny', tinyDataSet({ url }).dataSet, 2, settings);

describe('the publisher of a data set', () => {
  it('is asked once: what it gave is kept and read without it from then on', async () => {
    const requests: string[] = [];
    const url = await serve(publisher(requests));
    const progress: number[][] = [];
    const settings = await testSettings({
      offline: false,
      progress: (done, total) => progress.push([done, total]),
    });
    const fetched = await load(url, settings);
    expect([...fetched.train.labels]).toEqual([0, 1, 1]);
    expect(requests).toHaveLength(4);
    for (const [done, total] of progress) expect(done).toBeLessThanOrEqual(total!);
    expect(progress.length).toBeGreaterThanOrEqual(4);

    expect(await load(url, { ...settings, offline: true })).toEqual(fetched);
    expect(requests).toHaveLength(4);
    expect((await readdir(`${settings.dataFolder}/tiny`)).sort()).toEqual(
      Object.keys(contents)
        .map((name) => `${name}.gz`)
        .sort(),
    );
  });

  it('is asked only for what is missing, and a damaged file is kept aside', async () => {
    const requests: string[] = [];
    const settings = await testSettings({ offline: false });
    const folder = `${settings.dataFolder}/tiny`;
    await mkdir(folder);
    await writeFile(`${folder}/train-images`, contents['train-images']!);
    await writeFile(`${folder}/test-images`, contents['test-images']!);
    await writeFile(`${folder}/train-labels.gz`, 'mine');
    await load(await serve(publisher(requests)), settings);
    expect(requests.sort()).toEqual(['/test-labels.gz', '/train-labels.gz']);
    expect(await readFile(`${folder}/train-labels.gz.damaged`, 'utf8')).toBe('mine');
  });

  const cases: [string, RequestListener, string | RegExp][] = [
    ['does not have the file', (_, response) => response.writeHead(404).end(), 'the server answered 404'],
    ['sends something else', (_, response) => response.end('<html>'), /is damaged: its SHA-256 is/],
    ['sends too much', (_, response) => response.end(Buffer.alloc(100_000)), 'sent more than 1053 bytes'],
  ];
  it.each(cases)('leaves nothing behind where it %s', async (_, answer, reason) => {
    const settings = await testSettings({ offline: false });
    await expect(load(await serve(answer), settings)).rejects.toThrow(reason);
    expect(await readdir(`${settings.dataFolder}/tiny`)).toEqual([]);
  });

  it('that cannot be reached is listed with why', async () => {
    const settings = await testSettings({ offline: false });
    await expect(load('http://127.0.0.1:1/', settings)).rejects.toThrow(
      /127\.0\.0\.1:1\/: fetch failed: \S+/,
    );
  });

  it('is left at once when the run is stopped, and what came is kept', async () => {
    const abort = new AbortController();
    const url = await serve((_, response) => {
      response.writeHead(200).write('a');
      setTimeout(() => abort.abort(new Error('stopped by the user')), 20);
    });
    const settings = await testSettings({ offline: false, signal: abort.signal });
    await expect(load(url, settings)).rejects.toThrow('stopped by the user');
    expect((await readdir(`${settings.dataFolder}/tiny`)).sort()).toEqual([
      'train-images.gz.part',
      'train-images.gz.part.json',
    ]);
  });
});
