import type { LoadedGraph } from './load-graph.ts';
import type { Outcome } from './outcome.ts';
import { currentStep } from './sweep/known-rungs.ts';
import { type SweepRun, runSweep } from './sweep/run-sweep.ts';

export interface StudyRun extends SweepRun {
  /** Whether only a part runs: a part of the experiment, or of the current step of a sweep. */
  isPart: boolean;
}

/** Runs an experiment, or a sweep step by step. */
export async function runStudy(loaded: LoadedGraph, { isPart, ...run }: StudyRun): Promise<Outcome> {
  const { sweep } = loaded;
  if (!sweep) return run.execute(loaded);
  if (isPart) return run.execute(await currentStep(sweep, run.store, run.stageFolders));
  return runSweep(sweep, run);
}
