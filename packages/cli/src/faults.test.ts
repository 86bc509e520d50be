import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { namesOf } from './testing/experiment-folder.ts';
import { createProject, finish } from './testing/project.ts';
import { useUndisturbedRun } from './testing/undisturbed-run.ts';

const undisturbed = useUndisturbedRun();

describe('a full disk', () => {
  it('fails the stage with what to do, and the same command resumes after space is made', async (context) => {
    const disk = await smallDisk('90m');
    if (!disk) return context.skip('only root can mount a small disk');
    const ballast = join(disk, 'ballast');
    await writeFile(ballast, Buffer.alloc(60e6));
    const there = ['--store', join(disk, 'store'), '--results', join(disk, 'results')];

    const full = await undisturbed.run(...there);
    expect(full.code).toBe(1);
    expect(full.failures).toEqual([
      expect.stringMatching(/^The disk that holds .* is full\.\n {2}.*fcdd cache gc/),
    ]);
    expect(full.ran).toEqual([]);

    await rm(ballast);
    expect(await undisturbed.run(...there)).toMatchObject({ code: 0, failures: [] });
    expect(await undisturbed.resultsIn(join(disk, 'results'))).toEqual(
      await undisturbed.resultsIn('results'),
    );
  });
});

describe('a flipped byte in the store', () => {
  const images = (): string => {
    const entries = join(undisturbed.folder, '.fcdd/store/entries');
    const files = readdirSync(entries, { recursive: true, encoding: 'utf8' });
    return join(
      entries,
      files.find((file) => file.endsWith('output/test.safetensors'))!,
    );
  };

  it('is found where the file has a new date, and its stage runs again, with what it wrote before', async () => {
    const before = await readFile(images());
    await flipByte(images());
    expect(await undisturbed.run()).toMatchObject({ code: 0, ran: ['dataset'] });
    expect((await readFile(images())).equals(before)).toBe(true);
  });

  it('is found where the file has its old date, once a stage is to read it', async () => {
    const dated = join(undisturbed.folder, 'dated');
    execFileSync('touch', ['-r', images(), dated]);
    await flipByte(images());
    execFileSync('touch', ['-r', dated, images()]);
    const again = await undisturbed.run('--set', 'heatmaps.quantile=0.9');
    expect(again.warnings).toEqual([expect.stringMatching(/^The outputs of 'dataset' are damaged/)]);
    expect(new Set(namesOf(again))).toEqual(new Set(['dataset', 'heatmaps', 'report']));
    expect(again.code).toBe(0);
  });
});

describe('a stage that hangs', () => {
  it('is ended by --timeout, whatever signals it ignores', async () => {
    const { rig, fcdd } = await createProject({}, { 'tiny-train': { code: 'train-for-ever' } });
    const finished = fcdd('run', 'tiny.yaml', '--jobs', '1', '--timeout', '3s');
    const { release, ended } = await rig.reached('trains');
    release();
    const { code, stdout } = await finished;
    expect(code).toBe(1);
    expect(stdout).toContain('train class=0 seed=0 failed: It was stopped after 3 s.');
    await ended;
  });
});

describe('Ctrl-C', () => {
  it('reaches run and stages alike, as from a terminal, and leaves no process behind', async () => {
    const { folder, rig } = await createProject();
    const mark = `FCDD_TEST=${folder}`;
    const program = resolve(import.meta.dirname, '../dist/fcdd.js');
    const run = spawn(process.execPath, [program, 'run', 'tiny.yaml', '--set', 'training.epochs=99'], {
      cwd: folder,
      env: { ...process.env, FCDD_TEST: folder },
      // It has a process group of its own, like a job of a shell.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const finished = finish(run);
    await rig.reached('trains');
    expect(processesWith(mark).length).toBeGreaterThan(1);
    process.kill(-run.pid!, 'SIGINT');
    expect(await finished).toMatchObject({ code: 130, stderr: '' });
    expect(processesWith(mark)).toEqual([]);
  });
});

describe('a store', () => {
  it('that a newer version wrote is refused, and left as it is', async () => {
    const { folder, fcdd } = await createProject({ '.fcdd/store/store.json': '{"format":99}' });
    for (const command of [
      ['run', 'tiny.yaml'],
      ['plan', 'tiny.yaml'],
      ['cache', 'verify'],
      ['cache', 'gc'],
    ]) {
      const { code, stderr } = await fcdd(...command);
      expect(code).toBe(2);
      expect(stderr).toMatch(
        /has format 99; this program knows \d+\.\n {2}A newer fcdd wrote it\. Update this one/,
      );
    }
    expect(readdirSync(join(folder, '.fcdd/store'))).toEqual(['store.json']);
  });
});

/** Lists the processes that have a variable in their environment. */
function processesWith(variable: string): string[] {
  return readdirSync('/proc').filter((id) => {
    try {
      return /^\d+$/.test(id) && readFileSync(`/proc/${id}/environ`, 'utf8').split('\0').includes(variable);
    } catch {
      return false;
    }
  });
}

/** Mounts a file system in memory; undefined if this user may not. */
async function smallDisk(size: string): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-disk-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return folder;
}

async function flipByte(file: string): Promise<void> {
  const bytes = await readFile(file);
  const middle = bytes.length >> 1;
  bytes[middle]! ^= 1;
  // The file is changed in place, so that the store's own link shows the change.
  const handle = await open(file, 'r+');
  await handle.write(bytes, middle, 1, middle);
  await handle.close();
}
