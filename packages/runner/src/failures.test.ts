import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StageGraph } from '@fcdd/stage';
import { describe, expect, it } from 'vitest';
import { createTextWorkspace, graphOf, node, textGraph, type Workspace } from './testing/workspace.ts';

async function failing(code = 'misbehave'): Promise<Workspace> {
  const workspace = await createTextWorkspace();
  await workspace.defineStage('fail', code);
  return workspace;
}

/** `f` fails in this way, `after` needs it, `a` does not. With one job `f` goes first. */
const graphThat = (how: string): StageGraph =>
  graphOf(
    node('f', 'fail', { how }),
    node('after', 'join', {}, { parts: ['f'] }),
    node('a', 'make', { text: 'one' }),
  );
const graph = graphThat('fail');

describe('a stage that fails', () => {
  it('stops what has not started, and shows the error with the end of the log', async () => {
    const workspace = await failing();
    const summary = await workspace.run(graph, { jobs: 1 });
    expect(summary).toMatchObject({ ran: 0, skipped: 2, interrupted: false });
    expect(summary.failures).toMatchObject([
      { id: 'f', message: 'The loss became NaN.', lastLines: ['about to fail'] },
    ]);
    expect(await workspace.started()).toEqual(['f']);
  });

  it('is reported by its own words alone if it explains itself', async () => {
    const workspace = await failing();
    const summary = await workspace.run(graphThat('explain'), { jobs: 1 });
    expect(summary.failures).toEqual([{ id: 'f', message: 'It diverged.\n  Train slower.' }]);
  });

  it('costs only what needs it with keepGoing', async () => {
    const workspace = await failing();
    const summary = await workspace.run(graph, { jobs: 1, keepGoing: true });
    expect(summary).toMatchObject({ ran: 1, skipped: 1, failures: [{ id: 'f' }] });
    expect(await workspace.started()).toEqual(['a', 'f']);
  });

  it('is tried again, with what it has kept in its checkpoint folder', async () => {
    const workspace = await failing('succeed-third-time');
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
    ['crashes', 'crash', 'Its process crashed (SIGSEGV).'],
    ['is killed', 'kill', 'Its process was killed (SIGKILL).'],
    ['lacks disk', 'lack disk', 'is full.'],
  ])('because it %s is reported', async (_what, how, message) => {
    const workspace = await failing();
    const summary = await workspace.run(graphThat(how));
    expect(summary.failures[0]!.message).toContain(message);
  });

  it('because it cannot be loaded is reported', async () => {
    const workspace = await failing();
    await writeFile(join(workspace.folder, 'node_modules/fail/dist/stage.js'), '}}');
    expect((await workspace.run(graph)).failures[0]!.message).toContain('Unexpected token');
  });

  it('because it takes too long is ended', async () => {
    const workspace = await failing();
    const hanging = graphThat('hang');
    const short = { ...hanging.nodes[0]!, resources: { timeout: 1 } };
    const summary = await workspace.run(
      { ...hanging, nodes: [short, ...hanging.nodes.slice(1)] },
      { keepGoing: true },
    );
    expect(summary.failures).toMatchObject([
      { id: 'f', message: expect.stringContaining('stopped after 1 s') },
    ]);
    expect(summary.ran).toBe(1);
  });
});

describe('stopping a run', () => {
  const nothing = { interrupted: true, ran: 0, skipped: 3, failures: [] };

  it('lets the running stage save its state, and resumes from it the next time', async () => {
    const workspace = await failing('save-when-stopped');
    const stopping = new AbortController();
    const running = workspace.run(graph, { jobs: 1, signal: stopping.signal });
    const { ended } = await workspace.rig.reached('works');
    stopping.abort();
    expect(await running).toMatchObject(nothing);
    await ended;
    await workspace.run(graph);
    expect(await workspace.result('f/out.txt')).toBe('epoch 3');
  });

  it('kills at once on the second request', async () => {
    const workspace = await failing('ignore-stop');
    const [stopping, kill] = [new AbortController(), new AbortController()];
    const running = workspace.run(graph, { jobs: 1, signal: stopping.signal, killSignal: kill.signal });
    const { ended } = await workspace.rig.reached('works');
    const started = performance.now();
    stopping.abort();
    kill.abort();
    expect(await running).toMatchObject(nothing);
    await ended;
    // A stage that is only asked to end gets five seconds.
    expect(performance.now() - started).toBeLessThan(5000);
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
