import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StageGraph } from '@fcdd/stage';
import { describe, expect, it } from 'vitest';
import { type Workspace, createTextWorkspace, graphOf, node, textGraph } from './testing/workspace.ts';

/** Trainings of two classes and two seeds, each evaluated, and a report of all. */
function trainings(): StageGraph {
  const points = [0, 1].flatMap((c) => [0, 1].map((seed) => ({ class: c, seed })));
  const name = ({ class: c, seed }: (typeof points)[number]): string => `class=${c} seed=${seed}`;
  const train = points.map((matrix) => ({
    ...node(`train ${name(matrix)}`, 'make', { text: name(matrix) }),
    stage: 'train',
    matrix,
  }));
  const evaluate = points.map((matrix) => ({
    ...node(`evaluate ${name(matrix)}`, 'join', {}, { parts: [`train ${name(matrix)}`] }),
    stage: 'evaluate',
    matrix,
  }));
  const report = node('report', 'join', {}, { parts: evaluate.map(({ id }) => id) });
  return graphOf(...train, ...evaluate, { ...report, stage: 'report', matrix: {} });
}

describe('targets', () => {
  it('are run with what they need, and nothing else', async () => {
    const workspace = await createTextWorkspace();
    const summary = await workspace.run(trainings(), { selection: { targets: ['evaluate class=1'] } });
    expect(await workspace.started()).toEqual([
      'evaluate class=1 seed=0',
      'evaluate class=1 seed=1',
      'train class=1 seed=0',
      'train class=1 seed=1',
    ]);
    expect(summary).toMatchObject({ ran: 4, skipped: 0, isPartial: true });
  });

  it('are stages, nodes, or nodes with some values in any order', async () => {
    const workspace = await createTextWorkspace();
    const planned = async (...targets: string[]): Promise<string[]> =>
      (await workspace.plan(trainings(), { targets })).map((planned) => planned.node.id);
    expect(await planned('train class=0 seed=1')).toEqual(['train class=0 seed=1']);
    expect(await planned('train seed=1 class=0', 'train seed=0')).toEqual([
      'train class=0 seed=0',
      'train class=0 seed=1',
      'train class=1 seed=0',
    ]);
    expect(await planned('train')).toHaveLength(4);
    expect(await planned('report')).toHaveLength(9);
  });

  it('have no report where it is not of this run', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('page', 'write-page');
    const graph = graphOf(node('a', 'make', { text: 'one' }), {
      ...node('report', 'page', { text: 'a page' }),
      results: ['.'],
    });
    const report = join(workspace.folder, 'results/test/report.html');
    expect(await workspace.run(graph)).toMatchObject({ report });
    const summary = await workspace.run(graph, { selection: { targets: ['a'] } });
    expect([summary.report, existsSync(report)]).toEqual([undefined, true]);
  });

  it('leave the results of other nodes where they are, even if they are all that is left', async () => {
    const workspace = await createTextWorkspace();
    await workspace.run(graphOf(node('a', 'make', { text: 'one' }), node('b', 'make', { text: 'two' })));
    await workspace.run(graphOf(node('a', 'make', { text: 'one' })), { selection: { targets: ['a'] } });
    expect(await workspace.result('b/out.txt')).toBe('two');
  });

  it('leave the results of other nodes where they are', async () => {
    const workspace = await createTextWorkspace();
    await workspace.run(textGraph('one', 'two'));
    await workspace.run(textGraph('three', 'two'), { selection: { targets: ['a'] } });
    expect(await workspace.result('a/out.txt')).toBe('three');
    expect(await workspace.result('both/out.txt')).toBe('ONE TWO');
    await workspace.run(graphOf(node('a', 'make', { text: 'three' })));
    expect(existsSync(join(workspace.folder, 'results/test/both/out.txt'))).toBe(false);
  });

  it.each([
    ['trian', "No stage is called 'trian'.", "Did you mean 'train'? The stages are train, evaluate, report."],
    ['train clas=1', "The stage 'train' has no 'clas=1'.", "Did you mean 'class=1'? It has"],
    ['train class=7', "The stage 'train' has no 'class=7'.", 'class=0'],
    ['report class=1', "The stage 'report' has no 'class=1'.", "It has one node: 'report'."],
    ['train class=0 class=1', "No node of the stage 'train' is", 'not together'],
  ])('that nothing is called: %s', async (name, message, hint) => {
    const workspace = await createTextWorkspace();
    const refused = workspace.plan(trainings(), { targets: [name] });
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toMatchObject({ hint: expect.stringContaining(hint) });
  });
});

describe('limits', () => {
  it('must be of stages that are there', async () => {
    const workspace = await createTextWorkspace();
    await expect(workspace.run(trainings(), { limits: { trian: 2 } })).rejects.toThrow(
      "No stage is called 'trian'.",
    );
  });
});

describe('forced nodes', () => {
  /** A stage that writes how often it has run. */
  async function counting(): Promise<{ workspace: Workspace; graph: StageGraph }> {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('count', 'count');
    const join1 = node('join', 'join', {}, { parts: ['count'] });
    return { workspace, graph: graphOf(node('count', 'count'), join1) };
  }

  it('run again, and what needs them only if they wrote other bytes', async () => {
    const workspace = await createTextWorkspace();
    await workspace.run(textGraph('one', 'two'));
    await workspace.started();
    const summary = await workspace.run(textGraph('one', 'two'), { selection: { force: ['a'] } });
    expect(await workspace.started()).toEqual(['a']);
    expect(summary).toMatchObject({ ran: 1, cached: 2 });
    expect(await workspace.run(textGraph('one', 'two'))).toMatchObject({ ran: 0 });
  });

  it('replace what is in the store', async () => {
    const { workspace, graph } = await counting();
    await workspace.run(graph);
    await workspace.run(graph, { selection: { force: ['count'] } });
    expect(await workspace.result('count/out.txt')).toBe('..');
    expect(await workspace.result('join/out.txt')).toBe('..');
    expect(await workspace.run(graph)).toMatchObject({ ran: 0 });
    expect(await workspace.result('count/out.txt')).toBe('..');
  });

  it('that fail leave what is in the store', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('make', 'make-once');
    await workspace.run(textGraph('one', 'two'), { selection: { targets: ['a'] } });
    const forced = await workspace.run(textGraph('one', 'two'), {
      selection: { targets: ['a'], force: ['a'] },
    });
    expect(forced.failures).toHaveLength(1);
    expect(await workspace.run(textGraph('one', 'two'), { selection: { targets: ['a'] } })).toMatchObject({
      cached: 1,
    });
  });

  it('with all that follow, run even where bytes are the same', async () => {
    const workspace = await createTextWorkspace();
    await workspace.run(textGraph('one', 'two'));
    await workspace.started();
    await workspace.run(textGraph('one', 'two'), { selection: { from: ['a'] } });
    expect(await workspace.started()).toEqual(['a', 'both']);
  });

  it('are planned', async () => {
    const workspace = await createTextWorkspace();
    await workspace.run(textGraph('one', 'two'));
    const plan = async (selection: { force?: string[]; from?: string[] }): Promise<unknown> =>
      (await workspace.plan(textGraph('one', 'two'), selection)).map(({ status, reasons }) => [
        status,
        reasons.map(({ type }) => type),
      ]);
    expect(await plan({ force: ['a'] })).toEqual([
      ['run', ['forced']],
      ['cached', []],
      ['maybe', ['upstream']],
    ]);
    expect(await plan({ from: ['a'] })).toEqual([
      ['run', ['forced']],
      ['cached', []],
      ['run', ['forced']],
    ]);
  });

  it('must be among what runs', async () => {
    const workspace = await createTextWorkspace();
    const selection = { targets: ['a'], force: ['both'] };
    await expect(workspace.run(textGraph('one', 'two'), { selection })).rejects.toThrow(
      "'both' cannot run again: no --target needs it.",
    );
  });
});
