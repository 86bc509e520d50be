import type { LoadedGraph } from './load-graph.ts';
import type { Outcome } from './outcome.ts';
import { currentStep } from './sweep/known-rungs.ts';
import { type SweepRun, runSweep } from './sweep/run-sweep.ts';

export interface StudyRun extends SweepRun {
  /** Whether a part of the experiment is chosen; of a sweep, a part of the step that comes next. */
  isPart: boolean;
}

/** Runs an experiment, or a sweep step by step. */
export async function runStudy(loaded: LoadedGraph, { isPart, ...run }: StudyRun): Promise<Outcome> {
  const { sweep } = loaded;
  if (!sweep) return run.execute(loaded);
  if (isPart) return run.execute(await currentStep(sweep, run.store, run.stageFolders));
  return runSweep(sweep, run);
}
