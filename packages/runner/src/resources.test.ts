import { describe, expect, it, vi } from 'vitest';
import { gpuEnvironment } from './executors/gpu-environment.ts';
import { createTextWorkspace, graphOf, node } from './testing/workspace.ts';

describe('resources of stages', () => {
  it('give each stage that computes on graphics processors one for itself, which is all that CUDA shows it', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('compute', 'tell-allotment', { usesEngine: true });
    const graph = graphOf(...['a', 'b', 'c'].map((id) => node(id, 'compute')));
    graph.engine = { backend: 'onnxruntime', device: 'cuda' };
    await workspace.run(graph, { gpus: [4, 7] });
    const told = await Promise.all(
      ['a', 'b', 'c'].map(async (id) => JSON.parse(await workspace.result(`${id}/out.txt`))),
    );
    for (const { gpus, visible } of told) expect(visible).toBe(String(gpus));
    expect(new Set(told.map(({ visible }) => visible))).toEqual(new Set(['4', '7']));
  });

  it('hand none to stages that compute elsewhere, unless they declare it', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('compute', 'tell-allotment', { usesEngine: true });
    await workspace.defineStage('draw', 'tell-allotment', {
      resources: { threads: 'one', memory: 10, gpus: 2 },
    });
    await workspace.run(graphOf(node('a', 'compute'), node('b', 'draw')), { gpus: [0, 1] });
    expect(JSON.parse(await workspace.result('a/out.txt')).gpus).toEqual([]);
    expect(JSON.parse(await workspace.result('b/out.txt'))).toMatchObject({ gpus: [0, 1], visible: '0,1' });
  });

  it('fail a stage that needs more graphics processors than there are, saying what to do', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('draw', 'tell-allotment', {
      resources: { threads: 'one', memory: 10, gpus: 1 },
    });
    const { failures } = await workspace.run(graphOf(node('a', 'draw')));
    expect(failures).toMatchObject([{ id: 'a', message: expect.stringContaining('--gpus 0,1') }]);
    expect(await workspace.started()).toEqual([]);
  });

  it('are what the pipeline asks for in place of what the stage declares', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('compute', 'tell-allotment');
    const asking = { ...node('a', 'compute'), resources: { threads: 2, gpus: 1 } };
    await workspace.run(graphOf(asking), { gpus: [0] });
    expect(JSON.parse(await workspace.result('a/out.txt'))).toMatchObject({ threads: 2, gpus: [0] });
  });

  it('end a stage after its time in the pipeline, unless the user gives another', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('wait', 'pause');
    const short = { ...node('a', 'wait'), resources: { timeout: 0.3 } };
    const { failures } = await workspace.run(graphOf(short));
    expect(failures).toMatchObject([{ message: expect.stringContaining('It was stopped after 0.3 s.') }]);
    const longer = { ...node('b', 'wait', { point: 'longer' }), resources: { timeout: 0.001 } };
    const run = workspace.run(graphOf(longer), { timeout: 60 });
    (await workspace.rig.reached('longer')).release();
    expect(await run).toMatchObject({ failures: [], ran: 1 });
  });

  it('run no more nodes of a stage at once than its limit', async () => {
    const workspace = await createTextWorkspace();
    await workspace.defineStage('wait', 'pause');
    const nodes = ['a', 'b', 'c'].map((id) => ({ ...node(id, 'wait'), resources: { limit: 1 } }));
    const most = (): number => {
      let [running, highest] = [0, 0];
      for (const { type } of workspace.events.splice(0)) {
        if (type === 'stage-started') highest = Math.max(highest, ++running);
        if (type === 'stage-finished') running--;
      }
      return highest;
    };
    const one = workspace.run(graphOf(...nodes));
    for (const _ of nodes) (await workspace.rig.reached('pauses')).release();
    await one;
    expect(most()).toBe(1);
    const others = nodes.map((n) => ({ ...n, parameters: { id: `${n.id}2` } }));
    const two = workspace.run(graphOf(...others), { limits: { wait: 2 } });
    const both = [await workspace.rig.reached('pauses'), await workspace.rig.reached('pauses')];
    for (const held of both) held.release();
    (await workspace.rig.reached('pauses')).release();
    await two;
    expect(most()).toBe(2);
  });
});

describe('gpuEnvironment', () => {
  it('counts what this process sees, which may be named already', () => {
    vi.stubEnv('CUDA_VISIBLE_DEVICES', '2,GPU-7d3c');
    expect(gpuEnvironment([1])).toEqual({ CUDA_VISIBLE_DEVICES: 'GPU-7d3c' });
    expect(gpuEnvironment([0, 1])).toEqual({ CUDA_VISIBLE_DEVICES: '2,GPU-7d3c' });
    vi.unstubAllEnvs();
    expect(gpuEnvironment([])).toEqual({});
  });
});
