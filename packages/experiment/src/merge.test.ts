import type { StageGraph, StageNode } from '@fcdd/stage';
import { describe, expect, it } from 'vitest';
import { mergeGraphs } from './merge.ts';

const cpu = { backend: 'cpu', device: 'cpu' } as const;

function node(id: string, changes: Partial<StageNode> = {}): StageNode {
  const [stage] = id.split(' ') as [string];
  return { id, stage, uses: stage, matrix: {}, parameters: {}, needs: {}, results: [], ...changes };
}

/** Makes a data set, a training with a learning rate, and heatmaps with a quantile. */
function graphOf(learningRate: number, quantile: number, engine: StageGraph['engine'] = cpu): StageGraph {
  const nodes = [
    node('dataset'),
    node('train', { parameters: { learningRate }, needs: { dataset: ['dataset'] }, results: ['it_0'] }),
    node('heatmaps', { parameters: { quantile }, needs: { training: ['train'] }, results: ['it_0', '.'] }),
  ];
  return { experiment: 'base', configuration: {}, engine, nodes };
}

const target = { experiment: 'sweep', configuration: { of: 'all' } };

describe('merged graphs', () => {
  it('have what is equal once, in the order of needs, with the results of all who share it', () => {
    const { graph } = mergeGraphs(
      [
        { name: 'v01', graph: graphOf(0.1, 0.8) },
        { name: 'v02', graph: graphOf(0.1, 0.9) },
      ],
      target,
    );
    expect(graph).toMatchObject({ ...target, engine: cpu });
    expect(graph.nodes.map(({ id, needs, results }) => ({ id, needs, results }))).toEqual([
      { id: 'dataset', needs: {}, results: [] },
      { id: 'train', needs: { dataset: ['dataset'] }, results: ['variants/v01/it_0', 'variants/v02/it_0'] },
      {
        id: 'heatmaps variant=v01',
        needs: { training: ['train'] },
        results: ['variants/v01/it_0', 'variants/v01'],
      },
      {
        id: 'heatmaps variant=v02',
        needs: { training: ['train'] },
        results: ['variants/v02/it_0', 'variants/v02'],
      },
    ]);
  });

  it('are apart from where parameters differ, though what follows has the same', () => {
    const { graph, idOf } = mergeGraphs(
      [
        { name: 'v01', graph: graphOf(0.1, 0.8) },
        { name: 'v02', graph: graphOf(0.2, 0.8) },
        { name: 'v03', graph: graphOf(0.2, 0.9) },
      ],
      target,
    );
    const needs = Object.fromEntries(graph.nodes.map(({ id, needs }) => [id, needs.training]));
    expect(needs['heatmaps variant=v01']).toEqual(['train variant=v01']);
    expect(needs['heatmaps variant=v02']).toEqual(['train variant=v02']);
    expect(needs['heatmaps variant=v03']).toEqual(['train variant=v02']);
    expect(idOf('v03', 'train')).toBe('train variant=v02');
    expect(idOf('v03', 'dataset')).toBe('dataset');
  });

  it.each<[string, Partial<StageNode>]>([
    ['resources', { resources: { memory: 5 } }],
    ['matrix', { matrix: { class: 1 } }],
    ['package', { uses: 'other' }],
  ])('do not share nodes of another %s', (_what, changes) => {
    const graph = { ...graphOf(0.1, 0.8), nodes: [node('dataset')] };
    const other = { ...graph, nodes: [node('dataset', changes)] };
    const { graph: merged } = mergeGraphs(
      [
        { name: 'a', graph },
        { name: 'b', graph: other },
      ],
      target,
    );
    expect(merged.nodes.map(({ id }) => id)).toEqual(['dataset variant=a', 'dataset variant=b']);
  });

  it('share nodes whose parameters are written in another order, and under another id', () => {
    const of = (id: string, parameters: object) => ({
      ...graphOf(0.1, 0.8),
      nodes: [node(id, { parameters: { ...parameters } })],
    });
    const { graph, idOf } = mergeGraphs(
      [
        { name: 'a', graph: of('train epochs=2', { x: 1, y: { p: 1, q: 2 } }) },
        { name: 'b', graph: of('train', { y: { q: 2, p: 1 }, x: 1 }) },
      ],
      target,
    );
    expect(graph.nodes.map(({ id }) => id)).toEqual(['train epochs=2']);
    expect(idOf('b', 'train')).toBe('train epochs=2');
  });

  it('keep the engine of each', () => {
    const webgpu = { backend: 'onnxruntime', device: 'webgpu' } as const;
    const { graph } = mergeGraphs(
      [
        { name: 'a', graph: graphOf(0.1, 0.8) },
        { name: 'b', graph: graphOf(0.1, 0.8, webgpu) },
      ],
      target,
    );
    expect(graph.engine).toEqual(cpu);
    expect(graph.nodes.map(({ engine }) => engine)).toEqual([
      undefined,
      undefined,
      undefined,
      webgpu,
      webgpu,
      webgpu,
    ]);
  });

  it('of thousands of nodes are made in moments', () => {
    const count = 3000;
    const variant = (name: string, quantile: number) => {
      const trainings = Array.from({ length: count }, (_, seed) =>
        node(`train seed=${seed}`, {
          matrix: { seed },
          parameters: { seed },
          needs: { dataset: ['dataset'] },
        }),
      );
      const report = node('report', {
        parameters: { quantile },
        needs: { training: trainings.map(({ id }) => id) },
      });
      return { name, graph: { ...graphOf(0.1, 0.8), nodes: [node('dataset'), ...trainings, report] } };
    };
    const variants = Array.from({ length: 10 }, (_, index) => variant(`v${index}`, index));
    const before = process.cpuUsage().user;
    expect(mergeGraphs(variants, target).graph.nodes).toHaveLength(1 + count + 10);
    expect((process.cpuUsage().user - before) / 1e6).toBeLessThan(2);
  });
});
