import type { Store } from '@fcdd/artifacts';
import { type PlannedNode, planGraph } from '@fcdd/runner';
import type { LoadedGraph } from './load-graph.ts';
import { currentGraph } from './sweep/known-rungs.ts';

/** Numbers of nodes of one stage that are in the store, would run, or may run. */
export interface PlannedStage extends Record<PlannedNode['status'], number> {
  stage: string;
  total: number;
}

export async function plannedStages(
  loaded: LoadedGraph,
  store: Store,
  stageFolders: string[],
): Promise<PlannedStage[]> {
  const stages = new Map<string, PlannedStage>();
  const graph = await currentGraph(loaded, store, stageFolders);
  for (const { node, status } of await planGraph(graph, store, stageFolders)) {
    const stage = stages.get(node.stage) ?? { stage: node.stage, total: 0, cached: 0, run: 0, maybe: 0 };
    stage.total++;
    stage[status]++;
    stages.set(node.stage, stage);
  }
  return [...stages.values()];
}
