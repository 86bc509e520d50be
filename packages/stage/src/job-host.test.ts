import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { JobEnd } from './job-files.ts';

const host = join(import.meta.dirname, 'testing/job-host.ts');

/** Orders a stage with this code. Returns the job's folder and functions that start the job and read its end. */
async function orderJob(
  run: string,
  more: { timeout?: number } = {},
): Promise<{ folder: string; start(submission?: string): ReturnType<typeof spawn>; end(): Promise<JobEnd> }> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-job-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const bundle = join(folder, 'stage.mjs');
  await writeFile(
    bundle,
    `import { writeFileSync } from 'node:fs';
     import { setTimeout as sleep } from 'node:timers/promises';
     export const stage = { name: 'test', async run(context) {
       const write = (name, text) => writeFileSync(context.outputFolder + '/' + name, text);
       ${run}
     } };`,
  );
  const assignment = { bundle, parameters: {}, inputs: {}, outputFolder: join(folder, 'output'), threads: 2 };
  await writeFile(join(folder, 'job.json'), JSON.stringify({ submission: 'first', assignment, ...more }));
  return {
    folder,
    start: (submission = 'first') =>
      spawn(process.execPath, ['--import', 'tsx', host, folder, submission], {
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    end: async () => JSON.parse(await readFile(join(folder, 'end.json'), 'utf8')) as JobEnd,
  };
}

it('a job writes the progress and the end of its stage to files', async () => {
  const job = await orderJob("context.log.info('begun'); context.progress(1, 2); write('a.txt', 'abc');");
  const [code] = await once(job.start(), 'exit');
  expect(code).toBe(0);
  expect(await job.end()).toMatchObject({
    submission: 'first',
    threads: 2,
    stopped: false,
    outputs: [{ path: 'a.txt', size: 3 }],
    end: { type: 'done' },
  });
  const lines = (await readFile(join(job.folder, 'messages.jsonl'), 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { type: 'log', level: 'info', message: 'begun' },
    { type: 'progress', done: 1, total: 2 },
  ]);
});

it('a job that is asked to end lets its stage save, and says so', async () => {
  const job = await orderJob(
    "context.log.info('begun'); await sleep(9e6, undefined, { signal: context.signal });",
  );
  const child = job.start();
  await once(child.stdout!, 'data');
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(1);
  expect(await job.end()).toMatchObject({ stopped: true, end: { type: 'failed' } });
});

it('a job whose time is over asks its stage to end, and says so', async () => {
  const job = await orderJob('await sleep(9e6, undefined, { signal: context.signal });', { timeout: 0.1 });
  await once(job.start(), 'exit');
  expect(await job.end()).toMatchObject({ stopped: false, timedOut: true });
});

it('a job that starts again begins with an empty output folder', async () => {
  const job = await orderJob("write('b.txt', '')");
  await mkdir(join(job.folder, 'output'));
  await writeFile(join(job.folder, 'output/half.txt'), '');
  await once(job.start(), 'exit');
  expect((await job.end()).outputs).toEqual([{ path: 'b.txt', size: 0 }]);
});

it('a job of an earlier submission touches nothing', async () => {
  const job = await orderJob("write('b.txt', '')");
  const [code] = await once(job.start('earlier'), 'exit');
  expect(code).toBe(0);
  await expect(job.end()).rejects.toThrow('ENOENT');
});
