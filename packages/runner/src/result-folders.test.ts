import { describe, expect, it } from 'vitest';
import { describeReason } from './reasons.ts';
import { type Workspace, createTextWorkspace, graphOf, node } from './testing/workspace.ts';

async function workspaceThatReports(usesResultFolders: boolean): Promise<Workspace> {
  const workspace = await createTextWorkspace();
  await workspace.defineStage('report', 'tell-folders', {
    inputs: { parts: { description: '', many: true } },
    usesResultFolders,
  });
  return workspace;
}

/** A report on two texts that are shown in folders below its own. */
function graphIn(own: string, a: string[], b: string[]) {
  const make = (id: string, results: string[]) => ({ ...node(id, 'make', { text: id }), results });
  const report = { ...node('report', 'report', {}, { parts: ['a', 'b'] }), results: [own] };
  return graphOf(make('a', a), make('b', b), report);
}

describe('a stage that asks which folders show its inputs', () => {
  it('gets them relative to its own', async () => {
    const workspace = await workspaceThatReports(true);
    await workspace.run(graphIn('variants/v02', ['variants/v01/it_0', 'variants/v02/it_0'], []));
    expect(await workspace.result('variants/v02/out.txt')).toBe('it_0 nowhere');
  });

  it('runs again where they change, and not where all move together', async () => {
    const workspace = await workspaceThatReports(true);
    await workspace.run(graphIn('.', ['x/a'], ['x/b']));
    expect((await workspace.run(graphIn('v', ['v/x/a'], ['v/x/b']))).ran).toBe(0);
    const moved = graphIn('.', ['x/a'], ['y/b']);
    expect((await workspace.plan(moved)).flatMap(({ reasons }) => reasons.map(describeReason))).toEqual([
      "the folder that shows its input 'parts' has changed",
    ]);
    expect((await workspace.run(moved)).ran).toBe(1);
    expect(await workspace.result('out.txt')).toBe('x/a y/b');
  });
});

it('a stage that does not ask is not told, and does not run again where they change', async () => {
  const workspace = await workspaceThatReports(false);
  await workspace.run(graphIn('.', ['a'], ['b']));
  expect(await workspace.result('out.txt')).toBe('nowhere nowhere');
  expect((await workspace.run(graphIn('.', ['c'], ['d']))).ran).toBe(0);
});
