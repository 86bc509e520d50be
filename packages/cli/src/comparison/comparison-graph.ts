import { mergeGraphs } from '@fcdd/experiment';
import type { StageGraph, StageNode } from '@fcdd/stage';
import type { LoadedGraph } from '../load-graph.ts';
import { summaryOf } from '../sweep/variant-graph.ts';
import { differingValues } from './differing-values.ts';

/**
 * The graph that ends in the comparison of some experiments.
 * @param compared their graphs, each of which has a summary
 */
export function comparisonGraph(compared: Pick<LoadedGraph, 'graph' | 'experiment'>[]): StageGraph {
  const names = compared.map(({ experiment }) => experiment.name);
  const variants = compared.map(({ graph }, index) => ({
    name: names[index]!,
    graph: withoutResults(graph),
  }));
  const name = folderOf(names);
  const merged = mergeGraphs(variants, { experiment: name, configuration: { name, experiments: names } });
  const facts = differingValues(compared.map(({ experiment }) => experiment));
  const comparison: StageNode = {
    id: 'comparison',
    stage: 'comparison',
    uses: '@fcdd/stage-comparison',
    matrix: {},
    parameters: {
      experiments: compared.map(({ experiment }, index) => ({
        name: experiment.name,
        description: experiment.description,
        facts: facts[index]!,
      })),
    },
    needs: { summaries: variants.map(({ name, graph }) => merged.idOf(name, summaryOf(graph).id)) },
    results: ['.'],
  };
  return { ...merged.graph, nodes: [...merged.graph.nodes, comparison] };
}

/** Each experiment shows its results in a folder of its own already. */
function withoutResults(graph: StageGraph): StageGraph {
  return { ...graph, nodes: graph.nodes.map((node) => ({ ...node, results: [] })) };
}

/** File systems take names of 255 bytes. */
function folderOf(names: string[]): string {
  return ['compare', ...names].join('-').slice(0, 200);
}
