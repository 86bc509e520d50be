import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createTextWorkspace, graphOf, node, textGraph, type Workspace } from './testing/workspace.ts';

async function failing(run: string): Promise<Workspace> {
  const workspace = await createTextWorkspace();
  await workspace.defineStage('fail', { run });
  return workspace;
}

/** `f` fails, `after` needs it, `a` does not. With one job `f` goes first. */
const graph = graphOf(
  node('f', 'fail'),
  node('after', 'join', {}, { parts: ['f'] }),
  node('a', 'make', { text: 'one' }),
);

async function isAlive(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 50; tries++) {
    try {
      process.kill(pid, 0);
    } catch {
      return false;
    }
    await sleep(100);
  }
  return true;
}

describe('a stage that fails', () => {
  it('stops what has not started, and shows the error with the end of the log', async () => {
    const workspace = await failing(`
      console.log('about to fail');
      throw new Error('The loss became NaN.');`);
    const summary = await workspace.run(graph, { jobs: 1 });
    expect(summary).toMatchObject({ ran: 0, skipped: 2, interrupted: false });
    expect(summary.failures).toMatchObject([
      { id: 'f', message: 'The loss became NaN.', lastLines: ['about to fail'] },
    ]);
    expect(await workspace.started()).toEqual(['f']);
  });

  it('is told by its own words alone where it explains itself', async () => {
    const workspace = await failing(`
      console.log('noise');
      throw Object.assign(new Error('It diverged.'), { hint: 'Train slower.', [Symbol.for('fcdd.UserError')]: true });`);
    const summary = await workspace.run(graph, { jobs: 1 });
    expect(summary.failures).toEqual([{ id: 'f', message: 'It diverged.\n  Train slower.' }]);
  });

  it('costs only what needs it with keepGoing', async () => {
    const workspace = await failing(`throw new Error('No.')`);
    const summary = await workspace.run(graph, { jobs: 1, keepGoing: true });
    expect(summary).toMatchObject({ ran: 1, skipped: 1, failures: [{ id: 'f' }] });
    expect(await workspace.started()).toEqual(['a', 'f']);
  });

  it('is tried again, with what it has kept in its checkpoint folder', async () => {
    const workspace = await failing(`
      const file = join(context.checkpointFolder, 'tries');
      const tries = existsSync(file) ? Number(readFileSync(file)) : 0;
      writeFileSync(file, String(tries + 1));
      if (tries < 2) process.exit(7);
      write('third time');`);
    const summary = await workspace.run(graph, { retries: 2 });
    expect(summary).toMatchObject({ ran: 3, failures: [] });
    expect(await workspace.started()).toEqual(['a', 'after', 'f', 'f', 'f']);
    expect(workspace.events).toContainEqual(
      expect.objectContaining({
        type: 'stage-failed',
        retried: true,
        message: 'Its process ended with exit code 7 before the stage was done.',
      }),
    );
    const entry = workspace.events.find((event) => event.type === 'stage-finished' && event.id === 'f');
    expect(existsSync(join(workspace.store.folder, 'checkpoints', (entry as never)['fingerprint']))).toBe(
      false,
    );
  });

  it.each([
    ['crashes', `process.kill(process.pid, 'SIGSEGV'); await sleep(9e6)`, 'Its process crashed (SIGSEGV).'],
    [
      'is killed',
      `process.kill(process.pid, 'SIGKILL'); await sleep(9e6)`,
      'Its process was killed (SIGKILL).',
    ],
    ['cannot be loaded', '}}', 'Unexpected token'],
    ['lacks disk', `throw Object.assign(new Error('write'), { code: 'ENOSPC' })`, 'is full.'],
  ])('because it %s is told of', async (_what, run, message) => {
    const workspace = await failing(run);
    const summary = await workspace.run(graph);
    expect(summary.failures[0]!.message).toContain(message);
  });

  it('because it takes too long is ended', async () => {
    const workspace = await failing('await sleep(9e6, undefined, { signal: context.signal })');
    const summary = await workspace.run(graph, { timeout: 1, keepGoing: true });
    expect(summary.failures).toMatchObject([
      { id: 'f', message: expect.stringContaining('stopped after 1 s') },
    ]);
    expect(summary.ran).toBe(1);
  });
});

describe('stopping a run', () => {
  async function stop(run: string, kill?: AbortController): Promise<{ workspace: Workspace; pid: number }> {
    const workspace = await failing(run);
    const pidFile = join(workspace.folder, 'pid');
    const stopping = new AbortController();
    const running = workspace.run(graph, { jobs: 1, signal: stopping.signal, killSignal: kill?.signal });
    while (!existsSync(pidFile)) await sleep(20);
    stopping.abort();
    setTimeout(() => kill?.abort(), 200);
    expect(await running).toMatchObject({ interrupted: true, ran: 0, skipped: 3, failures: [] });
    return { workspace, pid: Number(readFileSync(pidFile)) };
  }
  const tellPid = `writeFileSync('pid', String(process.pid));`;
  const inFolder = `process.chdir(join(context.settings.dataFolder, '..'));`;

  it('lets the running stage save its state, and goes on from it the next time', async () => {
    const { workspace, pid } = await stop(`
      ${inFolder}
      const state = join(context.checkpointFolder, 'state');
      if (existsSync(state)) return write(readFileSync(state, 'utf8'));
      ${tellPid}
      await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
      writeFileSync(state, 'epoch 3');
      throw context.signal.reason;`);
    expect(await isAlive(pid)).toBe(false);
    await workspace.run(graph);
    expect(await workspace.result('f/out.txt')).toBe('epoch 3');
  });

  it('kills at once on the second request', async () => {
    const started = performance.now();
    const { pid } = await stop(`${inFolder} ${tellPid} await sleep(9e6)`, new AbortController());
    expect(await isAlive(pid)).toBe(false);
    expect(performance.now() - started).toBeLessThan(4000);
  });
});

describe('bad graphs', () => {
  it('are refused before anything runs', async () => {
    const workspace = await createTextWorkspace();
    const graphs = {
      "parameters that the stage 'join' does not take": textGraph('a', 'b', { glu: ' ' }),
      'glue: must be string': textGraph('a', 'b', { glue: 3 }),
      "'x' is not installed": graphOf(node('a', 'x')),
      "lacks its input 'parts'": graphOf(node('a', 'join')),
      "an input 'part', which the stage 'make' does not have": graphOf(
        node('a', 'make'),
        node('b', 'make', {}, { part: ['a'] }),
      ),
      "an input 'constructor', which the stage 'make' does not have": graphOf(
        node('a', 'make'),
        node('b', 'make', {}, { constructor: ['a'] }),
      ),
      "needs 'c', which does not come before it": graphOf(node('a', 'join', {}, { parts: ['c'] })),
      'must be a path below the results folder': graphOf({ ...node('a', 'make'), results: ['../../etc'] }),
    };
    for (const [message, bad] of Object.entries(graphs)) {
      const error = await workspace.run(bad).catch((e: unknown) => e as Error & { hint?: string });
      expect(`${(error as Error).message} ${(error as { hint?: string }).hint}`).toContain(message);
    }
    await writeFile(join(workspace.folder, 'node_modules/make/dist/manifest.json'), '{');
    await expect(workspace.run(textGraph('a', 'b'))).rejects.toThrow('is damaged');
    expect(await workspace.started()).toEqual([]);
  });
});
