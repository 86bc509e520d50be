import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createTextWorkspace, graphOf, node, textGraph } from '../testing/workspace.ts';
import { startRun } from '../testing/start-run.ts';
import { type KnownRun, listRuns, nodesOfRun } from './run-status.ts';

/** Waits until a run reports the expected state. */
async function until(runs: () => Promise<KnownRun[]>, holds: (run: KnownRun) => boolean): Promise<KnownRun> {
  for (;;) {
    const found = (await runs()).find(holds);
    if (found) return found;
    await sleep(50);
  }
}

describe('the status of a run', () => {
  it('tells what runs, with its allotment, progress and pace, while it runs', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('train', 'tell-epochs', { progressUnit: 'epochs' });
    const graph = graphOf(node('a', 'make'), node('b', 'train'));
    await workspace.run(graphOf(node('a', 'make')));
    const source = { file: '/tiny.yaml', overrides: ['a=1'] };
    const finished = workspace.run(graph, { source });
    const runs = (): Promise<KnownRun[]> => listRuns(workspace.store);
    (await workspace.rig.reached('epoch 1')).release();
    const second = await workspace.rig.reached('epoch 2');
    const { status, isLive } = await until(runs, ({ status }) => status.running[0]?.done === 2);
    expect(isLive).toBe(true);
    expect(status).toMatchObject({ experiment: 'test', pid: process.pid, source });
    expect(status.groups).toMatchObject([
      { stage: 'make', total: 1, cached: 1, running: 0 },
      { stage: 'train', total: 1, ran: 0, running: 1 },
    ]);
    const [training] = status.running;
    expect(training).toMatchObject({ id: 'b', stage: 'train', total: 40, threads: 1, gpus: [] });
    expect(training).toMatchObject({ unit: 'epochs', metrics: { loss: 0.5 } });
    expect(training!.rate).toBeGreaterThan(0);
    expect(training!.left).toBeCloseTo(38 / training!.rate!);
    second.release();
    await finished;
    const [ended, ...others] = await runs();
    expect(others).toEqual([]);
    expect(ended).toMatchObject({ isLive: false, status: { running: [], end: { ran: 1, cached: 1 } } });
    expect(await nodesOfRun(workspace.store, ended!)).toEqual({ make: ['a'], train: ['b'] });
  });

  it('tells failures with their fingerprints after the run', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('make', 'misbehave');
    await workspace.run(textGraph('one', 'two'), { jobs: 1 });
    const [run] = await listRuns(workspace.store);
    expect(run!.status.failures).toMatchObject([
      { id: 'a', message: 'The loss became NaN.', fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });

  it('of a killed process does not count as running', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('wait', 'pause');
    const run = await startRun(workspace, graphOf(node('a', 'wait')));
    const runs = (): Promise<KnownRun[]> => listRuns(workspace.store);
    await until(runs, ({ isLive, status }) => isLive && status.running.length === 1);
    run.kill('SIGKILL');
    await once(run, 'exit');
    expect(await runs()).toMatchObject([{ isLive: false, status: { experiment: 'test' } }]);
  });
});
