import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StageGraph } from '@fcdd/stage';
import { describe, expect, it } from 'vitest';
import { describeReason } from '../reasons.ts';
import { type Workspace, createTextWorkspace, graphOf, node, textGraph } from '../testing/workspace.ts';
import { explainNodes } from './explain.ts';

async function why(workspace: Workspace, graph: StageGraph, name: string) {
  const explained = await explainNodes(graph, name, workspace.store, [workspace.folder]);
  return explained.map(({ node, status, nearest, reasons }) => ({
    id: node.id,
    status,
    hasNearest: nearest !== undefined,
    reasons: reasons.map(describeReason),
  }));
}

describe('why a stage runs', () => {
  it('is explained by the nearest entry in the store, not by the last run', async () => {
    const workspace = await createTextWorkspace();
    await workspace.run(textGraph('one', 'two', { glue: '-' }));
    await workspace.run(textGraph('three', 'four', { glue: '+' }));
    const [both] = await why(workspace, textGraph('one', 'two', { glue: '*' }), 'both');
    expect(both).toEqual({ id: 'both', status: 'run', hasNearest: true, reasons: ['glue: "-" -> "*"'] });
  });

  it('compares with the same point of the matrix, though another has fewer differences', async () => {
    const workspace = await createTextWorkspace();
    const make = (id: string, text: string, more: string) => node(id, 'make', { text, more });
    await workspace.run(graphOf(make('a', 'x', 'y'), make('b', 'z', 'w')));
    const [a] = await why(workspace, graphOf(make('a', 'z', 'w')), 'a');
    expect(a!.reasons).toEqual(['more: "y" -> "w"', 'text: "x" -> "z"']);
  });

  it('names the files of an input that have changed, come or gone', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('files', 'write-files');
    const graph = (files: Record<string, string>) =>
      graphOf(node('f', 'files', { files }), node('j', 'join', {}, { parts: ['f'] }));
    await workspace.run(graph({ 'kept.json': '1', 'changed.json': '1', 'gone.json': '1' }));
    const changed = graph({ 'kept.json': '1', 'changed.json': '2', 'new.json': '1' });
    await workspace.run(changed, { selection: { targets: ['f'] } });
    expect((await why(workspace, changed, 'j'))[0]!.reasons).toEqual([
      "the content of its input 'parts' has changed: changed.json, gone.json (removed), new.json (added)",
    ]);
  });

  it('names the source files and packages of the code that have changed, in plans and runs too', async () => {
    const workspace = await createTextWorkspace();
    const build = async (code: string, roc: string, sharp: string) => {
      await workspace.defineStage('make', 'make-other', { code });
      const modules = { 'packages/metrics/src/roc-curve.ts': roc, 'packages/stage-make/src/stage.ts': '1' };
      const file = join(workspace.folder, 'node_modules/make/dist/modules.json');
      await writeFile(file, JSON.stringify({ modules, packages: { sharp, zod: '1.0.0' } }));
    };
    const graph = graphOf(node('a', 'make'));
    await build('one', '1', '0.35.4');
    await workspace.run(graph);
    await build('two', '2', '0.35.5');
    const reason = 'its code has changed: packages/metrics/src/roc-curve.ts, sharp 0.35.4 -> 0.35.5';
    expect((await why(workspace, graph, 'a'))[0]!.reasons).toEqual([reason]);
    expect((await workspace.plan(graph))[0]!.reasons.map(describeReason)).toEqual([reason]);
    await workspace.run(graph);
    const started = workspace.events.filter((event) => event.type === 'stage-started').at(-1)!;
    expect(started.reasons.map(describeReason)).toEqual([reason]);
  });

  it('says what is not known yet, and what is cached', async () => {
    const workspace = await createTextWorkspace();
    await workspace.run(textGraph('one', 'two'));
    expect(await why(workspace, textGraph('one', 'three', { glue: '+' }), 'both')).toEqual([
      { id: 'both', status: 'maybe', hasNearest: true, reasons: ['glue: " " -> "+"', "'b' runs"] },
    ]);
    expect(await why(workspace, textGraph('one', 'two'), 'make')).toMatchObject([
      { id: 'a', status: 'cached' },
      { id: 'b', status: 'cached' },
    ]);
  });

  it('is that it has not run, where nothing of the stage is in the store', async () => {
    const workspace = await createTextWorkspace();
    expect(await why(workspace, textGraph('one', 'two'), 'a')).toEqual([
      { id: 'a', status: 'run', hasNearest: false, reasons: ['has not run yet'] },
    ]);
  });
});
