import { existsSync } from 'node:fs';
import type { RunStatus } from '@fcdd/runner';
import { type LoadedGraph, loadGraph } from './load-graph.ts';
import type { Surroundings } from './surroundings.ts';

/** Loads the experiment of a run again. Given overrides win over those of the run. Undefined if its file is gone. */
export async function experimentOfRun(
  { source }: RunStatus,
  { reading, overrides }: Pick<Surroundings, 'reading' | 'overrides'>,
): Promise<LoadedGraph | undefined> {
  if (!source || !existsSync(source.file)) return undefined;
  // The file may have been rewritten since.
  const options = { areOverridesOld: true };
  return loadGraph(source.file, [...source.overrides, ...overrides], reading, options);
}
