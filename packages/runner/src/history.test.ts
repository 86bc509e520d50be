import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beginSession } from '@fcdd/artifacts';
import { expect, it } from 'vitest';
import { readHistory } from './history.ts';
import { createTextWorkspace, textGraph, type Workspace } from './testing/workspace.ts';

async function noteSize({ store }: Workspace): Promise<number> {
  const [file] = await readdir(join(store.folder, 'notes'));
  return (await stat(join(store.folder, 'notes', file!))).size;
}

it('the last state of each node is remembered, however often it changes, in a file that does not grow', async () => {
  const workspace = await createTextWorkspace();
  await workspace.run(textGraph('text 0', 'two'));
  await workspace.run(textGraph('text 1', 'two'));
  const size = await noteSize(workspace);
  for (let round = 2; round < 6; round++) await workspace.run(textGraph(`text ${round}`, 'two'));
  expect(await noteSize(workspace)).toBeLessThan(2 * size);
  const history = await readHistory(workspace.store, 'test');
  expect([...history.keys()].sort()).toEqual(['a', 'b', 'both']);
  expect(history.get('a')!.components.parameters).toEqual({ id: 'a', text: 'text 5' });
  const planned = await workspace.plan(textGraph('text 6', 'two'));
  expect(planned[0]!.reasons).toEqual([
    { type: 'parameter', path: 'text', before: 'text 5', after: 'text 6' },
  ]);
});

it('runs of one experiment at once both leave what they know', async () => {
  const workspace = await createTextWorkspace();
  await Promise.all([workspace.run(textGraph('one', 'two')), workspace.run(textGraph('one', 'three'))]);
  const history = await readHistory(workspace.store, 'test');
  expect([...history.keys()].sort()).toEqual(['a', 'b', 'both']);
  expect(['two', 'three']).toContain(history.get('b')!.components.parameters['text']);
});

it('nothing is forgotten while another run may add to it', async () => {
  const workspace = await createTextWorkspace();
  const other = await beginSession(workspace.store);
  for (const text of ['one', 'two', 'three']) await workspace.run(textGraph(text, 'same'));
  const size = await noteSize(workspace);
  await other.end();
  await workspace.run(textGraph('four', 'same'));
  expect(await noteSize(workspace)).toBeLessThan(size);
});

it('nothing is added where nothing has changed', async () => {
  const workspace = await createTextWorkspace();
  await workspace.run(textGraph('one', 'two'));
  const size = await noteSize(workspace);
  await workspace.run(textGraph('one', 'two'));
  expect(await noteSize(workspace)).toBe(size);
});
