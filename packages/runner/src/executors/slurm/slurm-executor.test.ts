import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StageNode } from '@fcdd/stage';
import { describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../../events.ts';
import type { RunOptions } from '../../run.ts';
import { builtStageHost } from '../../testing/built.ts';
import { type Workspace, createTextWorkspace, graphOf, node } from '../../testing/workspace.ts';
import type { JobOptions } from './profile.ts';
import { createSlurmExecutor } from './slurm-executor.ts';
import { useCluster, whyNoCluster } from './testing/cluster.ts';

const lack = whyNoCluster();
/** `FCDD_THOROUGH_TESTS=1`, as in CI: also what Slurm takes its time for. */
const isThorough = Boolean(process.env.FCDD_THOROUGH_TESTS);
const thoroughOnly = isThorough ? '' : ' (skipped: only with FCDD_THOROUGH_TESTS=1)';

describe.skipIf(lack)(`stages as jobs of Slurm${lack ? ` (skipped: ${lack})` : ''}`, () => {
  const cluster = useCluster();
  let warnings: string[];

  async function slurmOptions(
    { store }: Workspace,
    defaults: JobOptions = {},
  ): Promise<Pick<RunOptions, 'executor' | 'jobs'>> {
    warnings = [];
    const profile = { maxJobs: 100, pollEvery: 1, defaults: { memory: '200M', ...defaults }, stages: {} };
    const onWarning = (message: string): void => void warnings.push(message);
    const executor = createSlurmExecutor({ store, host: await builtStageHost(), profile, onWarning });
    return { executor, jobs: undefined };
  }

  /** One stage that misbehaves like this, and runs as a job; what went wrong with it. */
  async function runOne(
    how: string,
    options: JobOptions = {},
    more: Partial<RunOptions> = {},
  ): Promise<{
    workspace: Workspace;
    message: string | undefined;
  }> {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('one', 'misbehave');
    const { failures } = await workspace.run(graphOf(node('s', 'one', { how })), {
      ...(await slurmOptions(workspace, options)),
      ...more,
    });
    return { workspace, message: failures[0]?.message };
  }

  function slowGraph(...ids: string[]): { nodes: StageNode[]; all: ReturnType<typeof graphOf> } {
    const nodes = ids.map((id) => node(id, 'slow'));
    return { nodes, all: graphOf(...nodes) };
  }

  /** Resolves when there has been an event like this. */
  async function untilTold<Type extends RunEvent['type']>(
    { events }: Workspace,
    type: Type,
    isMeant: (event: Extract<RunEvent, { type: Type }>) => boolean = () => true,
  ): Promise<Extract<RunEvent, { type: Type }>> {
    const find = () =>
      events.find(
        (event): event is Extract<RunEvent, { type: Type }> =>
          event.type === type && isMeant(event as Extract<RunEvent, { type: Type }>),
      );
    return vi.waitUntil(find, { timeout: 250_000 });
  }

  /** The id of the job that runs a node, once it does. */
  async function jobOf(workspace: Workspace, id: string): Promise<string> {
    return (await untilTold(workspace, 'stage-running', (event) => event.id === id)).job;
  }

  it('run in one array where they are alike, tell how they go, and leave nothing behind', async () => {
    const workspace = await createTextWorkspace();
    const { executor } = await slurmOptions(workspace, { threads: 2 });
    await workspace.defineStage('make', 'make-in-job');
    const ids = ['a', 'b', 'c'];
    const graph = graphOf(
      ...ids.map((id) => node(id, 'make', { text: id })),
      node('all', 'join', {}, { parts: ids }),
    );
    const run = workspace.run(graph, { executor, jobs: undefined });
    for (const id of ids) await jobOf(workspace, id);
    workspace.rig.open('made');
    const summary = await run;
    expect(summary).toMatchObject({ ran: 4, failures: [] });
    expect(await workspace.result('all/out.txt')).toBe('A2 B2 C2');
    const logs = workspace.events.flatMap((event) => (event.type === 'stage-log' ? [event.message] : []));
    expect(new Set(logs).size).toBe(1);
    expect(workspace.events.map(({ type }) => type)).toContain('stage-progress');
    expect(await readdir(join(workspace.store.folder, 'jobs/slurm')).catch(() => [])).toEqual([]);
    expect((await readdir(join(workspace.store.folder, 'jobs'))).filter((name) => name !== 'slurm')).toEqual(
      [],
    );
    expect(warnings).toEqual([]);
  });

  it('say why they wait', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('slow', 'pause');
    const { all } = slowGraph('a', 'b');
    const run = workspace.run(all, await slurmOptions(workspace, { threads: 8 }));
    await untilTold(workspace, 'stage-queued', ({ reason }) => reason === 'Resources');
    workspace.rig.open('pauses');
    expect(await run).toMatchObject({ ran: 2, failures: [] });
  });

  it('say why they wait where that cannot end, and leave the queue when the run is stopped', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('slow', 'pause');
    const stop = new AbortController();
    const options = await slurmOptions(workspace, { partition: 'closed' });
    const run = workspace.run(slowGraph('a').all, { ...options, signal: stop.signal });
    await untilTold(workspace, 'stage-queued', ({ reason }) => reason === 'PartitionDown');
    stop.abort();
    expect((await run).interrupted).toBe(true);
    expect(await cluster.queue()).toEqual([]);
  });

  it('fail with the words of the stage, of sbatch, or of what Slurm did', async () => {
    const [bug, refused, modules, memory, slow] = await Promise.all([
      runOne('fail'),
      runOne('fail', { partition: 'nix; touch /tmp/pwned' }),
      runOne('exit'),
      runOne('kill'),
      runOne('hang', {}, { timeout: 1 }),
    ]);
    expect(bug.message).toBe('The loss became NaN.');
    expect(refused.message).toContain(
      'Slurm refused the job: invalid partition specified: nix; touch /tmp/pwned',
    );
    expect(modules.message).toMatch(/^Job \S+ ended with exit code 7 before the stage was done\.$/);
    expect(memory.message).toContain('most likely because it needed more than its memory of 200M');
    expect(memory.message).toContain("Raise 'memory' of 'one' in the profile.");
    expect(slow.message).toContain('It was stopped after 1 s.');
  });

  it('are reported as cancelled if somebody else has ended them', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('slow', 'pause');
    const run = workspace.run(slowGraph('s').all, await slurmOptions(workspace));
    await cluster.slurm('scancel', await jobOf(workspace, 's'));
    const { failures } = await run;
    expect(failures[0]!.message).toMatch(/^Job \S+ was cancelled, by somebody else or an administrator\./);
  });

  it('that are put back into the queue resume from the state that they have saved', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('slow', 'count-starts');
    const run = workspace.run(graphOf(node('s', 'slow')), await slurmOptions(workspace));
    const job = await jobOf(workspace, 's');
    await workspace.rig.reached('started');
    await cluster.slurm('scontrol', 'requeue', job);
    await untilTold(workspace, 'stage-log', ({ message }) => message.includes('back into the queue'));
    workspace.rig.open('started');
    // Slurm holds it back for a while.
    await cluster.slurm('scontrol', 'update', `JobId=${job}`, 'StartTime=now');
    expect(await run).toMatchObject({ ran: 1, failures: [] });
    expect(await workspace.result('s/out.txt')).toBe('started 2');
  });

  it('that lose their machine, and are not put back into the queue, are submitted again', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('slow', 'count-starts');
    const run = workspace.run(graphOf(node('s', 'slow')), await slurmOptions(workspace));
    const job = await jobOf(workspace, 's');
    await workspace.rig.reached('started');
    await cluster.slurm('scontrol', 'update', `JobId=${job}`, 'Requeue=0');
    await cluster.slurm('scontrol', 'update', 'NodeName=node', 'State=DOWN', 'Reason=test');
    const again = '(NODE_FAIL): it is submitted again.';
    await untilTold(workspace, 'stage-log', ({ message }) => message.includes(again));
    workspace.rig.open('started');
    expect(await run).toMatchObject({ ran: 1, failures: [] });
    expect(await workspace.result('s/out.txt')).toBe('started 2');
  });

  it('are asked to save and end when the run is stopped, and none is left', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('slow', 'save-when-stopped');
    const stop = new AbortController();
    const { nodes, all } = slowGraph('a', 'b', 'c');
    const run = workspace.run(all, {
      ...(await slurmOptions(workspace, { threads: 4 })),
      signal: stop.signal,
    });
    // Which two of them is Slurm's choice.
    for (let count = 0; count < 2; count++) await workspace.rig.reached('works');
    stop.abort();
    expect(await run).toMatchObject({ interrupted: true, skipped: nodes.length, failures: [] });
    expect(await cluster.queue()).toEqual([]);
    const checkpoints = join(workspace.store.folder, 'checkpoints');
    const saved = (await readdir(checkpoints)).filter((name) => existsSync(join(checkpoints, name, 'state')));
    expect(saved.length).toBe(2);
  });

  it('are killed on the second request', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('slow', 'ignore-stop');
    const [stop, kill] = [new AbortController(), new AbortController()];
    const run = workspace.run(slowGraph('a').all, {
      ...(await slurmOptions(workspace)),
      signal: stop.signal,
      killSignal: kill.signal,
    });
    await jobOf(workspace, 'a');
    const { ended } = await workspace.rig.reached('works');
    stop.abort();
    expect((await cluster.queue()).length).toBe(1);
    kill.abort();
    expect((await run).interrupted).toBe(true);
    expect(await cluster.queue()).toEqual([]);
    await ended;
  });

  it.skipIf(!isThorough)(
    `that take longer than their time fail with a hint how to give more${thoroughOnly}`,
    async () => {
      const workspace = await createTextWorkspace();
      await workspace.defineStage('slow', 'pause');
      const run = workspace.run(slowGraph('s').all, await slurmOptions(workspace, { time: '1m' }));
      const job = await jobOf(workspace, 's');
      await cluster.slurm('scontrol', 'update', `JobId=${job}`, 'EndTime=now');
      expect((await run).failures[0]!.message).toMatch(
        /its time of 1m was over \(TIMEOUT\)\.\n {2}Raise 'time' of 'slow' in the profile/,
      );
    },
  );

  it.skipIf(!isThorough)(
    `that use more than their memory fail with a message that says so${thoroughOnly}`,
    async () => {
      const { message } = await runOne('hoard for ever');
      expect(message).toContain('most likely because it needed more than its memory of 200M');
    },
  );

  it.skipIf(!isThorough)(
    `continue while Slurm does not answer, and so does the run${thoroughOnly}`,
    async () => {
      const workspace = await createTextWorkspace();
      await workspace.defineStage('slow', 'count-starts');
      const run = workspace.run(graphOf(node('s', 'slow')), await slurmOptions(workspace));
      await jobOf(workspace, 's');
      await cluster.stopController();
      await vi.waitUntil(() => warnings.length > 0, { timeout: 250_000 });
      await cluster.startController();
      await vi.waitUntil(() => warnings.length > 1, { timeout: 250_000 });
      workspace.rig.open('started');
      expect(await run).toMatchObject({ ran: 1, failures: [] });
      expect(warnings[0]).toContain('Slurm does not answer');
      expect(warnings[1]).toBe('Slurm answers again.');
    },
  );
});
