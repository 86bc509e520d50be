import { posix } from 'node:path';
import { type EngineChoice, type StageGraph, type StageNode, canonicalJson } from '@fcdd/stage';

/** A graph that may share nodes with others. */
export interface GraphVariant {
  /** Unique name, which can name a folder. */
  name: string;
  graph: StageGraph;
}

export interface MergedGraph {
  graph: StageGraph;
  /** Returns the merged graph's id of a node, given its id in a variant's graph. */
  idOf(variant: string, id: string): string;
}

/**
 * Merges graphs: equal nodes of several graphs become one. Different nodes with the same id get the name of a variant
 * added to it. Each variant's results lie below `variants/<name>`.
 * @param variants at least one
 */
export function mergeGraphs(
  variants: GraphVariant[],
  { experiment, configuration }: Pick<StageGraph, 'experiment' | 'configuration'>,
): MergedGraph {
  const { engine } = variants[0]!.graph;
  const merged = new Map<string, MergedNode>();
  const byVariant = new Map(variants.map((variant) => [variant.name, mergeInto(merged, variant)]));
  const all = [...merged.values()];
  const ids = distinctIds(all);
  return {
    graph: { experiment, configuration, engine, nodes: all.map((one) => stageNodeOf(one, ids, engine)) },
    idOf: (variant, id) => ids.get(byVariant.get(variant)!.get(id)!)!,
  };
}

/** Nodes of several variants that are equal. */
interface MergedNode {
  /** The node in the first variant that has it. */
  node: StageNode;
  variant: string;
  engine: EngineChoice;
  /** Needed nodes, by input name. */
  needs: Record<string, MergedNode[]>;
  results: string[];
  position: number;
}

/** Returns the merged node of each node of the graph, by its id. */
function mergeInto(merged: Map<string, MergedNode>, { name, graph }: GraphVariant): Map<string, MergedNode> {
  const byId = new Map<string, MergedNode>();
  for (const node of graph.nodes) {
    const engine = node.engine ?? graph.engine;
    const needs = mapValues(node.needs, (ids) => ids.map((id) => byId.get(id)!));
    const key = keyOf(node, engine, needs);
    const one = merged.get(key) ?? { node, variant: name, engine, needs, results: [], position: merged.size };
    one.results.push(...node.results.map((folder) => posix.join('variants', name, folder)));
    merged.set(key, one);
    byId.set(node.id, one);
  }
  return byId;
}

/** Returns a key that is equal for nodes that do the same on the same inputs, whatever their ids. */
function keyOf(
  { stage, uses, matrix, parameters, resources }: StageNode,
  engine: EngineChoice,
  needs: Record<string, MergedNode[]>,
): string {
  const inputs = mapValues(needs, (nodes) => nodes.map(({ position }) => position));
  return canonicalJson({ stage, uses, matrix, parameters, resources, engine, inputs });
}

function distinctIds(nodes: MergedNode[]): Map<MergedNode, string> {
  const uses = new Map<string, number>();
  for (const { node } of nodes) uses.set(node.id, (uses.get(node.id) ?? 0) + 1);
  return new Map(
    nodes.map((one) => {
      const { id } = one.node;
      return [one, uses.get(id) === 1 ? id : `${id} variant=${one.variant}`];
    }),
  );
}

function stageNodeOf(one: MergedNode, ids: Map<MergedNode, string>, common: EngineChoice): StageNode {
  const { node, engine, needs, results } = one;
  const merged = {
    ...node,
    id: ids.get(one)!,
    needs: mapValues(needs, (nodes) => nodes.map((need) => ids.get(need)!)),
    results,
  };
  return canonicalJson(engine) === canonicalJson(common) ? merged : { ...merged, engine };
}

function mapValues<From, To>(record: Record<string, From>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
