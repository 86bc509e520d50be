import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StageNode } from '@fcdd/stage';
import { describe, expect, it } from 'vitest';
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

  /** One stage that does this, and runs as a job; what went wrong with it. */
  async function runOne(
    run: string,
    options: JobOptions = {},
    more: Partial<RunOptions> = {},
  ): Promise<{
    workspace: Workspace;
    message: string | undefined;
  }> {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('one', { run });
    const { failures } = await workspace.run(graphOf(node('s', 'one')), {
      ...(await slurmOptions(workspace, options)),
      ...more,
    });
    return { workspace, message: failures[0]?.message };
  }

  function slowGraph(...ids: string[]): { nodes: StageNode[]; all: ReturnType<typeof graphOf> } {
    const nodes = ids.map((id) => node(id, 'slow'));
    return { nodes, all: graphOf(...nodes) };
  }

  /** The id of the job that runs a node, once it does. */
  async function jobOf({ events }: Workspace, id: string): Promise<string> {
    for (;;) {
      const told = events.find((event) => event.type === 'stage-running' && event.id === id);
      if (told?.type === 'stage-running') return told.job;
      await sleep(50);
    }
  }

  /** Runs until a file `stop` is in its checkpoint folder's place, or it is asked to end. */
  const untilReleased = `
    const state = join(context.checkpointFolder, 'state');
    const before = existsSync(state) ? readFileSync(state, 'utf8') : '';
    writeFileSync(state, before + 'x');
    context.progress(1, 2, { loss: 0.5 });
    while (!existsSync(parameters.release)) await sleep(50, undefined, { signal: context.signal });
    write('started ' + (before.length + 1));`;

  it('run in one array where they are alike, tell how they go, and leave nothing behind', async () => {
    const workspace = await createTextWorkspace();
    const { executor } = await slurmOptions(workspace, { threads: 2 });
    await workspace.defineStage('make', {
      run: "context.log.info('made ' + process.env.SLURM_ARRAY_JOB_ID); context.progress(1, 1); write(parameters.text + context.threads)",
    });
    const ids = ['a', 'b', 'c'];
    const graph = graphOf(
      ...ids.map((id) => node(id, 'make', { text: id })),
      node('all', 'join', {}, { parts: ids }),
    );
    const summary = await workspace.run(graph, { executor, jobs: undefined });
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
    await workspace.defineStage('slow', { run: 'await sleep(1500)' });
    const { all } = slowGraph('a', 'b');
    await workspace.run(all, await slurmOptions(workspace, { threads: 8 }));
    expect(workspace.events).toContainEqual(
      expect.objectContaining({ type: 'stage-queued', reason: 'Resources' }),
    );
  });

  it('say why they wait where that cannot end, and leave the queue when the run is stopped', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('slow', { run: 'await sleep(1500)' });
    const stop = new AbortController();
    const options = await slurmOptions(workspace, { partition: 'closed' });
    const run = workspace.run(slowGraph('a').all, { ...options, signal: stop.signal });
    while (!workspace.events.some((e) => e.type === 'stage-queued' && e.reason === 'PartitionDown'))
      await sleep(50);
    stop.abort();
    expect((await run).interrupted).toBe(true);
    expect(await cluster.queue()).toEqual([]);
  });

  it('fail with the words of the stage, of sbatch, or of what Slurm did', async () => {
    const [bug, refused, modules, memory, slow] = await Promise.all([
      runOne("throw new Error('The loss became NaN.')"),
      runOne('write("")', { partition: 'nix; touch /tmp/pwned' }),
      runOne('process.exit(7)'),
      runOne('process.kill(process.pid, "SIGKILL")'),
      runOne('await sleep(9e6, undefined, { signal: context.signal })', {}, { timeout: 1 }),
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

  it('are told to have been cancelled by somebody else', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('slow', { run: 'await sleep(9e6, undefined, { signal: context.signal })' });
    const run = workspace.run(slowGraph('s').all, await slurmOptions(workspace));
    await cluster.slurm('scancel', await jobOf(workspace, 's'));
    const { failures } = await run;
    expect(failures[0]!.message).toMatch(/^Job \S+ was cancelled, by somebody else or an administrator\./);
  });

  it('that are put back into the queue go on from what they have saved', async () => {
    const workspace = await createTextWorkspace();
    const release = join(workspace.folder, 'release');
    await workspace.defineStage('slow', { run: untilReleased });
    const run = workspace.run(graphOf(node('s', 'slow', { release })), await slurmOptions(workspace));
    const job = await jobOf(workspace, 's');
    await cluster.slurm('scontrol', 'requeue', job);
    const told = (text: string): boolean =>
      workspace.events.some((event) => event.type === 'stage-log' && event.message.includes(text));
    while (!told('back into the queue')) await sleep(50);
    await writeFile(release, '');
    // Slurm holds it back for a while.
    await cluster.slurm('scontrol', 'update', `JobId=${job}`, 'StartTime=now');
    expect(await run).toMatchObject({ ran: 1, failures: [] });
    expect(await workspace.result('s/out.txt')).toBe('started 2');
  });

  it('that lose their machine, and are not put back into the queue, are submitted again', async () => {
    const workspace = await createTextWorkspace();
    const release = join(workspace.folder, 'release');
    await workspace.defineStage('slow', { run: untilReleased });
    const run = workspace.run(graphOf(node('s', 'slow', { release })), await slurmOptions(workspace));
    const job = await jobOf(workspace, 's');
    await sleep(500);
    await cluster.slurm('scontrol', 'update', `JobId=${job}`, 'Requeue=0');
    await cluster.slurm('scontrol', 'update', 'NodeName=node', 'State=DOWN', 'Reason=test');
    const again = (event: RunEvent): boolean =>
      event.type === 'stage-log' && event.message.includes('(NODE_FAIL): it is submitted again.');
    while (!workspace.events.some(again)) await sleep(50);
    await writeFile(release, '');
    expect(await run).toMatchObject({ ran: 1, failures: [] });
    expect(await workspace.result('s/out.txt')).toBe('started 2');
  });

  it('are asked to save and end when the run is stopped, and none is left', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('slow', {
      run: `
        await sleep(9e6, undefined, { signal: context.signal }).catch(() => {});
        writeFileSync(join(context.checkpointFolder, 'saved'), '');
        throw new Error('stopped');`,
    });
    const stop = new AbortController();
    const { nodes, all } = slowGraph('a', 'b', 'c');
    const run = workspace.run(all, {
      ...(await slurmOptions(workspace, { threads: 4 })),
      signal: stop.signal,
    });
    // Which two of them is Slurm's choice.
    while (workspace.events.filter(({ type }) => type === 'stage-running').length < 2) await sleep(50);
    await sleep(500);
    stop.abort();
    expect(await run).toMatchObject({ interrupted: true, skipped: nodes.length, failures: [] });
    expect(await cluster.queue()).toEqual([]);
    const checkpoints = join(workspace.store.folder, 'checkpoints');
    const saved = (await readdir(checkpoints)).filter((name) => existsSync(join(checkpoints, name, 'saved')));
    expect(saved.length).toBe(2);
  });

  it('are killed on the second request', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('slow', { run: 'await sleep(9e6)' });
    const [stop, kill] = [new AbortController(), new AbortController()];
    const run = workspace.run(slowGraph('a').all, {
      ...(await slurmOptions(workspace)),
      signal: stop.signal,
      killSignal: kill.signal,
    });
    await jobOf(workspace, 'a');
    stop.abort();
    await sleep(500);
    expect((await cluster.queue()).length).toBe(1);
    kill.abort();
    expect((await run).interrupted).toBe(true);
    expect(await cluster.queue()).toEqual([]);
  });

  it.skipIf(!isThorough)(
    `that take longer than their time are told so, and how to give more${thoroughOnly}`,
    async () => {
      const workspace = await createTextWorkspace();
      await workspace.defineStage('slow', { run: 'await sleep(9e6, undefined, { signal: context.signal })' });
      const run = workspace.run(slowGraph('s').all, await slurmOptions(workspace, { time: '1m' }));
      const job = await jobOf(workspace, 's');
      await cluster.slurm('scontrol', 'update', `JobId=${job}`, 'EndTime=now');
      expect((await run).failures[0]!.message).toMatch(
        /its time of 1m was over \(TIMEOUT\)\.\n {2}Raise 'time' of 'slow' in the profile/,
      );
    },
    120_000,
  );

  it.skipIf(!isThorough)(`that use more than their memory are told so${thoroughOnly}`, async () => {
    const { message } = await runOne(
      'const kept = []; for (;;) { kept.push(Buffer.alloc(20e6, 1)); await sleep(50); }',
    );
    expect(message).toContain('most likely because it needed more than its memory of 200M');
  });

  it.skipIf(!isThorough)(
    `go on while Slurm does not answer, and so does the run${thoroughOnly}`,
    async () => {
      const workspace = await createTextWorkspace();
      const release = join(workspace.folder, 'release');
      await workspace.defineStage('slow', { run: untilReleased });
      const run = workspace.run(graphOf(node('s', 'slow', { release })), await slurmOptions(workspace));
      await jobOf(workspace, 's');
      await cluster.stopController();
      while (warnings.length === 0) await sleep(100);
      await cluster.startController();
      while (warnings.length === 1) await sleep(100);
      await writeFile(release, '');
      expect(await run).toMatchObject({ ran: 1, failures: [] });
      expect(warnings[0]).toContain('Slurm does not answer');
      expect(warnings[1]).toBe('Slurm answers again.');
    },
  );
});
