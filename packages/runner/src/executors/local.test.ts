import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { StageManifest } from '@fcdd/stage';
import { describe, expect, it } from 'vitest';
import { startRun } from '../testing/start-run.ts';
import { type Workspace, createTextWorkspace, graphOf, node } from '../testing/workspace.ts';

/** Stages that write the id of their process. */
async function createPool(manifest: Partial<StageManifest> = {}): Promise<Workspace> {
  const workspace = await createTextWorkspace();
  await workspace.defineStage('light', 'tell-process', { reusesProcess: true, ...manifest });
  return workspace;
}

/** @param hows by index, how stages misbehave before they write */
function lightGraph(count: number, hows: Record<number, string> = {}) {
  const nodeOf = (_: unknown, index: number) => node(`s${index}`, 'light', { how: hows[index] });
  return graphOf(...Array.from({ length: count }, nodeOf));
}

async function processesOf(workspace: Workspace, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => workspace.result(`s${index}/out.txt`));
  return Promise.all(ids);
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
    const workspace = await createPool({ reusesProcess: false });
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
    const workspace = await createPool({ usesEngine: true });
    const graph = lightGraph(4);
    graph.nodes.slice(2).forEach((each) => (each.engine = { backend: 'tensorflow', device: 'cpu' }));
    await workspace.run(graph, { jobs: 1 });
    const [a, b, c, d] = await processesOf(workspace, 4);
    expect([b, d]).toEqual([a, c]);
    expect(c).not.toBe(a);
  });

  it('has what each stage prints and logs in the log of that stage', async () => {
    const workspace = await createPool();
    await workspace.run(lightGraph(3), { jobs: 1 });
    expect(new Set(await processesOf(workspace, 3)).size).toBe(1);
    for (const id of ['s0', 's1', 's2'])
      expect(await workspace.result(`logs/${id}.log`)).toBe(
        `printed by ${id}\nwritten by ${id}\nnatively by ${id}\nlogged by ${id}\n`,
      );
  });

  it('ends where a stage has left too much in its memory', async () => {
    const workspace = await createPool();
    await workspace.run(lightGraph(2, { 0: 'hoard' }), { jobs: 1 });
    expect(new Set(await processesOf(workspace, 2)).size).toBe(2);
  });

  it.each([
    ['fails', 'fail', 'The loss became NaN.'],
    ['crashes', 'crash', 'crashed (SIGSEGV)'],
    ['hangs', 'hang', 'stopped after 1 s'],
  ])('costs one stage when that %s', async (_what, how, message) => {
    const workspace = await createPool();
    const graph = lightGraph(5, { 2: how });
    graph.nodes[2]!.resources = { timeout: 1 };
    const summary = await workspace.run(graph, { jobs: 1, keepGoing: true });
    expect(summary).toMatchObject({ ran: 4, failures: [{ id: 's2' }] });
    expect(summary.failures[0]!.message).toContain(message);
    const [before, after] = await Promise.all(['s1', 's3'].map((id) => workspace.result(`${id}/out.txt`)));
    expect(after).not.toBe(before);
  });

  it('is stopped with the run in the midst of its second stage', async () => {
    const workspace = await createPool();
    const stopping = new AbortController();
    const running = workspace.run(lightGraph(3, { 1: 'hang' }), { jobs: 1, signal: stopping.signal });
    const { pid, ended } = await workspace.rig.reached('hangs');
    stopping.abort();
    expect(await running).toMatchObject({ ran: 1, skipped: 2, interrupted: true, failures: [] });
    expect(await workspace.result('s0/out.txt')).toBe(String(pid));
    await ended;
  });

  it('does not outlive a run that is killed, whether it works or waits', async () => {
    const workspace = await createPool();
    await workspace.defineStage('first', 'pause', { reusesProcess: true });
    await workspace.defineStage('slow', 'pause');
    const slow = node('s1', 'slow', { point: 'works' }, {});
    const run = await startRun(workspace, graphOf(node('s0', 'first'), slow), { jobs: 1 });
    const waits = await workspace.rig.reached('pauses');
    waits.release();
    const works = await workspace.rig.reached('works');
    expect(works.pid).not.toBe(waits.pid);
    expect(existsSync(`/proc/${waits.pid}`)).toBe(true);
    run.kill('SIGKILL');
    await Promise.all([once(run, 'exit'), works.ended, waits.ended]);
  });
});
