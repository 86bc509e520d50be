import { checkHasRun } from './check-has-run.ts';
import { type LoadedGraph, loadGraph } from './load-graph.ts';
import type { Surroundings } from './surroundings.ts';
import { currentGraph } from './sweep/known-rungs.ts';

/**
 * Returns the graph of an experiment whose report can be made without training anything.
 * @throws UserError if stages have not run
 */
export async function reportGraph(
  file: string,
  { store, stageFolders, reading, overrides }: Surroundings,
): Promise<LoadedGraph> {
  const loaded = await loadGraph(file, overrides, reading);
  const graph = await currentGraph(loaded, store, stageFolders);
  await checkHasRun(graph, store, stageFolders, {
    file,
    messageFor: (count) => `The report needs ${count} stages that have not run.`,
  });
  return { ...loaded, graph };
}
