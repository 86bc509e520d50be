import { createHash } from 'node:crypto';
import { mergeGraphs } from '@fcdd/experiment';
import type { StageGraph, StageNode } from '@fcdd/stage';
import type { LoadedGraph } from '../load-graph.ts';
import { summaryOf } from '../sweep/variant-graph.ts';
import type { ResolvedExperiment } from '../experiment.ts';
import { differingValues } from './differing-values.ts';

/**
 * Makes the graph that ends in the comparison of some experiments.
 * @param compared experiments and their graphs, each of which has a summary
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
  const isOfBaselines = compared.length === 1;
  const comparison: StageNode = {
    id: 'comparison',
    stage: 'comparison',
    uses: '@fcdd/stage-comparison',
    role: 'reports',
    matrix: {},
    parameters: {
      experiments: compared.map(({ experiment }, index) => ({
        name: experiment.name,
        description: experiment.description,
        facts: facts[index]!,
        ...(isOfBaselines && { detectorFacts: detectorFactsOf(experiment) }),
      })),
    },
    needs: { summaries: variants.map(({ name, graph }) => merged.idOf(name, summaryOf(graph).id)) },
    results: ['.'],
  };
  return { ...merged.graph, nodes: [...merged.graph.nodes, comparison] };
}

/** Each experiment already shows its results in a folder of its own. */
function withoutResults(graph: StageGraph): StageGraph {
  return { ...graph, nodes: graph.nodes.map((node) => ({ ...node, results: [] })) };
}

/** Returns the values that differ between the detectors of an experiment, by label. */
function detectorFactsOf({ detectors }: ResolvedExperiment): Record<string, Record<string, string>> {
  const facts = differingValues(Object.values(detectors));
  return Object.fromEntries(Object.keys(detectors).map((label, index) => [label, facts[index]!]));
}

const LONGEST = 200;
const DIGEST = 8;

/** File systems allow names of 255 bytes. A digest stands for the end of a longer name. */
function folderOf(names: string[]): string {
  const name = ['compare', ...names].join('-');
  if (name.length <= LONGEST) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, DIGEST);
  return `${name.slice(0, LONGEST - DIGEST - 1)}-${digest}`;
}
