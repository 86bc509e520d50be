import type { Store } from '@fcdd/artifacts';
import { type KnownRun, listRuns } from '@fcdd/runner';
import { experimentOfRun } from './experiment-of-run.ts';
import type { LoadedGraph } from './load-graph.ts';
import { type PlannedStage, plannedStages } from './planned-stages.ts';
import type { Surroundings } from './surroundings.ts';

/** Runs in a store, or of one experiment, and how much of the experiment is in the store. */
export interface StudyState {
  running: KnownRun[];
  /** Latest run, if none is running. */
  last?: KnownRun;
  experiment?: string;
  stages?: PlannedStage[];
}

/**
 * Returns the state of an experiment, by default of the one that ran last.
 * @param runs runs of the experiment, or of the whole store, latest first
 */
export async function stateOf(
  runs: KnownRun[],
  loaded: LoadedGraph | undefined,
  { store, stageFolders, reading }: Omit<Surroundings, 'overrides'>,
): Promise<StudyState> {
  const running = runs.filter(({ isLive }) => isLive);
  if (running.length > 0) return { running };
  const [last] = runs;
  const planned = loaded ?? (last && (await experimentOfRun(last.status, { reading, overrides: [] })));
  if (!planned) return { running, last };
  const stages = await plannedStages(planned, store, stageFolders);
  return { running, last, experiment: planned.graph.experiment, stages };
}

/** Lists the runs in a store, or only those of an experiment, latest first. */
export async function runsOf(store: Store, loaded: LoadedGraph | undefined): Promise<KnownRun[]> {
  const runs = await listRuns(store);
  return loaded ? runs.filter(({ status }) => status.experiment === loaded.graph.experiment) : runs;
}
