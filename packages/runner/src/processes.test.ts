import { once } from 'node:events';
import { findEntry } from '@fcdd/artifacts';
import { expect, it } from 'vitest';
import { startRun } from './testing/start-run.ts';
import { createTextWorkspace, graphOf, node } from './testing/workspace.ts';

it('two runs of the same graph at once both end well, and each stage runs once', async () => {
  const workspace = await createTextWorkspace();
  await workspace.defineStage('slow', 'pause');
  const ids = ['s1', 's2', 's3', 's4'];
  const graph = graphOf(...ids.map((id) => node(id, 'slow')), node('both', 'join', {}, { parts: ids }));
  const runs = await Promise.all([startRun(workspace, graph), startRun(workspace, graph)]);
  const ends = Promise.all(runs.map(async (run) => (await once(run, 'exit'))[0]));
  // Each run has two places for stages: both are at work.
  const held = await Promise.all(ids.map(() => workspace.rig.reached('pauses')));
  for (const { release } of held) release();
  const codes = await ends;
  expect(codes).toEqual([0, 0]);
  expect(await workspace.started()).toEqual(['both', ...ids]);
  expect(await workspace.result('both/out.txt')).toBe('S1 S2 S3 S4');
});

it('a run that is killed leaves no process and nothing half-done, and the next one resumes it', async () => {
  const workspace = await createTextWorkspace();
  await workspace.defineStage('slow', 'resume');
  const graph = graphOf(
    node('a', 'make', { text: 'one' }),
    node('s', 'slow'),
    node('both', 'join', {}, { parts: ['a', 's'] }),
  );
  const run = await startRun(workspace, graph);
  const { ended } = await workspace.rig.reached('half done');
  run.kill('SIGKILL');
  await once(run, 'exit');
  await ended;

  const half = (await workspace.plan(graph))[1]!;
  expect(await findEntry(workspace.store, half.fingerprint!)).toEqual({ state: 'absent' });

  await workspace.started();
  await workspace.run(graph);
  expect((await workspace.started()).filter((id) => id !== 'a')).toEqual(['both', 's']);
  expect(await workspace.result('both/out.txt')).toBe('ONE WENT ON');
  expect(workspace.events.map((event) => event.type)).not.toContain('stage-waiting');
});
