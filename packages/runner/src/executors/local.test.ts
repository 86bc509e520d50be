import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StageManifest } from '@fcdd/stage';
import { describe, expect, it } from 'vitest';
import { startRun } from '../testing/start-run.ts';
import { type Workspace, createTextWorkspace, graphOf, node } from '../testing/workspace.ts';

/** Stages that write the id of their process after what they do. */
async function createPool(run = '', manifest: Partial<StageManifest> = {}): Promise<Workspace> {
  const workspace = await createTextWorkspace();
  await workspace.defineStage('light', {
    run: `${run}; write(String(process.pid))`,
    reusesProcess: true,
    ...manifest,
  });
  return workspace;
}

function lightGraph(count: number) {
  return graphOf(...Array.from({ length: count }, (_, index) => node(`s${index}`, 'light', { index })));
}

async function processesOf(workspace: Workspace, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => workspace.result(`s${index}/out.txt`));
  return Promise.all(ids);
}

async function isGone(pid: number | string): Promise<boolean> {
  for (let tries = 0; tries < 100 && existsSync(`/proc/${pid}`); tries++) await sleep(50);
  return !existsSync(`/proc/${pid}`);
}

describe('a process of this machine', () => {
  it('runs one stage after another where these allow it, and ends with the run', async () => {
    const workspace = await createPool();
    await workspace.run(lightGraph(5), { jobs: 1 });
    const processes = new Set(await processesOf(workspace, 5));
    expect(processes.size).toBe(1);
    expect(existsSync(`/proc/${[...processes][0]}`)).toBe(false);
  });

  it('runs one stage only where these do not allow more', async () => {
    const workspace = await createPool('', { reusesProcess: false });
    await workspace.run(lightGraph(3), { jobs: 1 });
    expect(new Set(await processesOf(workspace, 3)).size).toBe(3);
  });

  it('takes only stages that get as many threads', async () => {
    const workspace = await createPool();
    const graph = lightGraph(4);
    graph.nodes.forEach((each, index) => (each.resources = { threads: index < 2 ? 1 : 2 }));
    await workspace.run(graph, { jobs: 1 });
    const [a, b, c, d] = await processesOf(workspace, 4);
    expect([b, d]).toEqual([a, c]);
    expect(c).not.toBe(a);
  });

  it('takes only stages that compute on the same engine', async () => {
    const workspace = await createPool('', { usesEngine: true });
    const graph = lightGraph(4);
    graph.nodes.slice(2).forEach((each) => (each.engine = { backend: 'tensorflow', device: 'cpu' }));
    await workspace.run(graph, { jobs: 1 });
    const [a, b, c, d] = await processesOf(workspace, 4);
    expect([b, d]).toEqual([a, c]);
    expect(c).not.toBe(a);
  });

  it('has what each stage prints and logs in the log of that stage', async () => {
    const workspace = await createPool(`
      console.log('printed by ' + parameters.id);
      process.stderr.write('written by ' + parameters.id + '\\n');
      const { writeSync } = await import('node:fs');
      writeSync(2, 'natively by ' + parameters.id + '\\n');
      context.log.info('logged by ' + parameters.id)`);
    await workspace.run(lightGraph(3), { jobs: 1 });
    expect(new Set(await processesOf(workspace, 3)).size).toBe(1);
    for (const id of ['s0', 's1', 's2'])
      expect(await workspace.result(`logs/${id}.log`)).toBe(
        `printed by ${id}\nwritten by ${id}\nnatively by ${id}\nlogged by ${id}\n`,
      );
  });

  it('ends where a stage has left too much in its memory', async () => {
    const workspace = await createPool('(globalThis.left ??= []).push(Buffer.alloc(2e8, 1))');
    await workspace.run(lightGraph(2), { jobs: 1 });
    expect(new Set(await processesOf(workspace, 2)).size).toBe(2);
  });

  it.each([
    ['fails', `throw new Error('No.')`, 'No.'],
    ['crashes', `process.kill(process.pid, 'SIGSEGV'); await sleep(9e6)`, 'crashed (SIGSEGV)'],
    ['hangs', 'await sleep(9e6, undefined, { signal: context.signal })', 'stopped after 1 s'],
  ])(
    'costs one stage when that %s',
    async (_what, run, message) => {
      const workspace = await createPool(`if (parameters.index === 2) { ${run} }`);
      const summary = await workspace.run(lightGraph(5), { jobs: 1, keepGoing: true, timeout: 1 });
      expect(summary).toMatchObject({ ran: 4, failures: [{ id: 's2' }] });
      expect(summary.failures[0]!.message).toContain(message);
      const [before, after] = await Promise.all(['s1', 's3'].map((id) => workspace.result(`${id}/out.txt`)));
      expect(after).not.toBe(before);
    },
    20_000,
  );

  it('is stopped with the run in the midst of its second stage', async () => {
    const workspace = await createPool(
      `if (parameters.index === 1) { write(String(process.pid), 'pid'); context.log.info('waits'); await sleep(9e6, undefined, { signal: context.signal }) }`,
    );
    const stopping = new AbortController();
    const summary = await workspace.run(lightGraph(3), {
      jobs: 1,
      signal: stopping.signal,
      onEvent: (event) => event.type === 'stage-log' && stopping.abort(),
    });
    expect(summary).toMatchObject({ ran: 1, skipped: 2, interrupted: true, failures: [] });
    expect(await isGone(await workspace.result('s0/out.txt'))).toBe(true);
  });

  it('does not outlive a run that is killed, whether it works or waits', async () => {
    const workspace = await createPool();
    const file = join(workspace.folder, 'pid');
    await workspace.defineStage('slow', {
      run: `writeFileSync(${JSON.stringify(file)}, String(process.pid)); await sleep(9e6)`,
    });
    const run = await startRun(workspace, graphOf(node('s0', 'light'), node('s1', 'slow', {}, {})), {
      jobs: 1,
    });
    while (!existsSync(file) || (await readFile(file, 'utf8')) === '') await sleep(20);
    const processes = [await workspace.result('s0/out.txt'), await readFile(file, 'utf8')];
    expect(processes.every((pid) => existsSync(`/proc/${pid}`))).toBe(true);
    run.kill('SIGKILL');
    await once(run, 'exit');
    expect(await Promise.all(processes.map(isGone))).toEqual([true, true]);
  });
});
