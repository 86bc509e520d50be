import { chmod, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findEntry, outputFolderOf, type Entry } from '@fcdd/artifacts';
import { describe, expect, it } from 'vitest';
import { createTextWorkspace, graphOf, node, textGraph, type Workspace } from './testing/workspace.ts';

async function entryOf(workspace: Workspace, id: string): Promise<Entry> {
  const fingerprint = (await workspace.plan(textGraph('one', 'two'))).find(
    (n) => n.node.id === id,
  )!.fingerprint!;
  const lookup = await findEntry(workspace.store, fingerprint);
  if (lookup.state !== 'present') throw new Error(`${id} is not in the store`);
  return lookup.entry;
}

describe('runGraph', () => {
  it('runs each stage once and shows what they wrote', async () => {
    const workspace = await createTextWorkspace();
    const summary = await workspace.run(textGraph('one', 'two'));
    expect(summary).toMatchObject({ ran: 3, cached: 0, skipped: 0, failures: [], interrupted: false });
    expect(await workspace.started()).toEqual(['a', 'b', 'both']);
    expect(await workspace.result('both/out.txt')).toBe('ONE TWO');
  });

  it('runs nothing the second time', async () => {
    const workspace = await createTextWorkspace();
    await workspace.run(textGraph('one', 'two'));
    await workspace.started();
    expect(await workspace.run(textGraph('one', 'two'))).toMatchObject({ ran: 0, cached: 3 });
    expect(await workspace.started()).toEqual([]);
  });

  it('runs only what a changed parameter reaches', async () => {
    const workspace = await createTextWorkspace();
    await workspace.run(textGraph('one', 'two'));
    await workspace.started();
    await workspace.run(textGraph('one', 'three'));
    expect(await workspace.started()).toEqual(['b', 'both']);
    expect(await workspace.result('both/out.txt')).toBe('ONE THREE');
  });

  it('takes a parameter that is left out and its default for the same', async () => {
    const workspace = await createTextWorkspace();
    await workspace.run(textGraph('one', 'two', { glue: ' ' }));
    expect(await workspace.run(textGraph('one', 'two'))).toMatchObject({ ran: 0 });
  });

  it('stops where a stage that ran again wrote the same bytes', async () => {
    const workspace = await createTextWorkspace();
    await workspace.run(textGraph('one', 'two'));
    await workspace.started();
    expect(await workspace.run(textGraph('one', 'two  '))).toMatchObject({ ran: 1, cached: 2 });
    expect(await workspace.started()).toEqual(['b']);
  });

  it('runs a stage again when its code has changed, and returns to the old outputs with the old code', async () => {
    const workspace = await createTextWorkspace();
    await workspace.run(textGraph('one', 'two'));
    await workspace.started();
    const inputs = { parts: { description: '', many: true } };
    await workspace.defineStage('join', 'join-with-plus', { inputs });
    await workspace.run(textGraph('one', 'two'));
    expect(await workspace.started()).toEqual(['both']);
    expect(await workspace.result('both/out.txt')).toBe('one+two');
  });

  it('counts the engine only for stages that use it', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('compute', 'tell-allotment', { usesEngine: true });
    const graph = graphOf(node('a', 'make'), node('c', 'compute'));
    await workspace.run(graph);
    await workspace.started();
    const engine = { backend: 'onnxruntime', device: 'webgpu' } as const;
    await workspace.run({ ...graph, engine }, { gpus: [0] });
    expect(await workspace.started()).toEqual(['c']);
    expect(JSON.parse(await workspace.result('c/out.txt')).engine).toEqual(engine);
  });

  it("computes a node by the node's own engine, if it has one", async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('compute', 'tell-allotment', { usesEngine: true });
    const engine = { backend: 'tensorflow', device: 'cpu' } as const;
    await workspace.run(graphOf(node('a', 'compute'), { ...node('b', 'compute'), engine }));
    expect(JSON.parse(await workspace.result('a/out.txt')).engine.backend).toBe('cpu');
    expect(JSON.parse(await workspace.result('b/out.txt')).engine).toEqual(engine);
  });

  it('makes an entry again that has lost a file', async () => {
    const workspace = await createTextWorkspace();
    await workspace.run(textGraph('one', 'two'));
    await workspace.started();
    await rm(join(outputFolderOf(workspace.store, await entryOf(workspace, 'both')), 'out.txt'));
    await workspace.run(textGraph('one', 'two'));
    expect(await workspace.started()).toEqual(['both']);
  });

  it('makes an input again whose bytes have changed unseen, before it feeds another stage', async () => {
    const workspace = await createTextWorkspace();
    await workspace.run(textGraph('one', 'two'));
    await workspace.started();
    const file = join(outputFolderOf(workspace.store, await entryOf(workspace, 'a')), 'out.txt');
    await utimes(file, 1000, 1000);
    await workspace.plan(textGraph('one', 'two'));
    await chmod(file, 0o644);
    await writeFile(file, 'bad');
    await utimes(file, 1000, 1000);
    await rm(join(workspace.folder, 'results'), { recursive: true });
    const summary = await workspace.run(textGraph('one', 'two', { glue: '-' }));
    expect(await workspace.started()).toEqual(['a', 'both']);
    expect(summary).toMatchObject({ ran: 2, cached: 1, failures: [] });
    expect(await workspace.result('both/out.txt')).toBe('ONE-TWO');
    expect(workspace.events).toContainEqual({
      type: 'warning',
      message: "The outputs of 'a' are damaged (the content of 'out.txt' has changed); it runs again.",
    });
  });

  it('tells a stage how all its inputs came about, directly or not', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('report', 'tell-provenance', {
      inputs: { joined: { description: '' } },
      usesProvenance: true,
    });
    const graph = textGraph('one', 'two');
    graph.nodes.push(node('report', 'report', {}, { joined: ['both'] }));
    await workspace.run(graph);
    const provenance = JSON.parse(await workspace.result('report/out.txt'));
    expect(provenance.map(({ matrix }: { matrix: unknown }) => matrix)).toEqual([
      { id: 'a' },
      { id: 'b' },
      { id: 'both' },
    ]);
    expect(provenance[0]).toMatchObject({
      stage: 'make',
      threads: 1,
      versions: { node: process.versions.node, library: '1.2.3' },
    });
    expect(provenance[0].fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('planGraph', () => {
  const summary = async (workspace: Workspace, ...texts: Parameters<typeof textGraph>) =>
    (await workspace.plan(textGraph(...texts))).map(({ status, reasons }) => [status, reasons]);

  it('says what has not run yet', async () => {
    const workspace = await createTextWorkspace();
    expect((await summary(workspace, 'one', 'two')).map(([status]) => status)).toEqual(['run', 'run', 'run']);
  });

  it('says which parameter has changed, and what may follow', async () => {
    const workspace = await createTextWorkspace();
    await workspace.run(textGraph('one', 'two'));
    expect(await summary(workspace, 'one', 'three')).toEqual([
      ['cached', []],
      ['run', [{ type: 'parameter', path: 'text', before: 'two', after: 'three' }]],
      ['maybe', [{ type: 'upstream', id: 'b' }]],
    ]);
  });

  it('compares with the last run, also where all of it was cached', async () => {
    const workspace = await createTextWorkspace();
    for (const glue of ['-', '+', '-']) await workspace.run(textGraph('one', 'two', { glue }));
    expect((await summary(workspace, 'one', 'two', { glue: '*' }))[2]).toEqual([
      'run',
      [{ type: 'parameter', path: 'glue', before: '-', after: '*' }],
    ]);
  });

  it('says that code has changed, or outputs are lost', async () => {
    const workspace = await createTextWorkspace();
    await workspace.run(textGraph('one', 'two'));
    await workspace.defineStage('make', 'make-other');
    await rm(join(outputFolderOf(workspace.store, await joined(workspace)), '..'), { recursive: true });
    expect((await summary(workspace, 'one', 'two'))[0]).toEqual([
      'run',
      [expect.objectContaining({ type: 'code', parts: [] })],
    ]);
  });

  async function joined(workspace: Workspace): Promise<{ fingerprint: string }> {
    const event = workspace.events.find((e) => e.type === 'stage-finished' && e.id === 'both');
    return event as { fingerprint: string } & typeof event;
  }
});
