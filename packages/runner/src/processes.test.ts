import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findEntry } from '@fcdd/artifacts';
import { expect, it } from 'vitest';
import { startRun } from './testing/start-run.ts';
import { createTextWorkspace, graphOf, node } from './testing/workspace.ts';

it('two runs of the same graph at once both end well, and each stage runs once', async () => {
  const workspace = await createTextWorkspace();
  await workspace.defineStage('slow', { run: 'await sleep(400); write(parameters.id)' });
  const ids = ['s1', 's2', 's3', 's4'];
  const graph = graphOf(...ids.map((id) => node(id, 'slow')), node('both', 'join', {}, { parts: ids }));
  const runs = await Promise.all([startRun(workspace, graph), startRun(workspace, graph)]);
  const codes = await Promise.all(runs.map(async (run) => (await once(run, 'exit'))[0]));
  expect(codes).toEqual([0, 0]);
  expect(await workspace.started()).toEqual(['both', ...ids]);
  expect(await workspace.result('both/out.txt')).toBe('S1 S2 S3 S4');
});

it('a run that is killed leaves no process and nothing half-done, and the next one goes on', async () => {
  const workspace = await createTextWorkspace();
  await workspace.defineStage('slow', {
    run: `
      const state = join(context.checkpointFolder, 'state');
      if (existsSync(state)) return write('went on');
      write('half');
      writeFileSync(state, String(process.pid));
      await sleep(9e6);`,
  });
  const graph = graphOf(
    node('a', 'make', { text: 'one' }),
    node('s', 'slow'),
    node('both', 'join', {}, { parts: ['a', 's'] }),
  );
  const run = await startRun(workspace, graph);
  const checkpoints = join(workspace.store.folder, 'checkpoints');
  const stateFile = async (): Promise<string | undefined> =>
    (await readdir(checkpoints).catch(() => []))
      .map((name) => join(checkpoints, name, 'state'))
      .find((f) => existsSync(f));
  while (!(await stateFile())) await sleep(50);
  const pid = Number(await readFile((await stateFile())!, 'utf8'));
  run.kill('SIGKILL');
  await once(run, 'exit');

  for (let tries = 0; tries < 50 && existsSync(`/proc/${pid}`); tries++) await sleep(50);
  expect(existsSync(`/proc/${pid}`)).toBe(false);
  const half = (await workspace.plan(graph))[1]!;
  expect(await findEntry(workspace.store, half.fingerprint!)).toEqual({ state: 'absent' });

  await workspace.started();
  await workspace.run(graph);
  expect((await workspace.started()).filter((id) => id !== 'a')).toEqual(['both', 's']);
  expect(await workspace.result('both/out.txt')).toBe('ONE WENT ON');
  expect(workspace.events.map((event) => event.type)).not.toContain('stage-waiting');
});
