import type { Store } from '@fcdd/artifacts';
import { nearest } from '@fcdd/errors';
import { loadProfile } from '@fcdd/experiment';
import {
  type Executor,
  type SlurmProfile,
  checkSlurm,
  createLocalExecutor,
  createSlurmExecutor,
} from '@fcdd/runner';
import type { StageGraph } from '@fcdd/stage';
import type { Profile } from '@fcdd/schemas/types';
import { stageHost } from './house.ts';
import type { RunOptions } from './options.ts';

const defaultProfile: SlurmProfile = { maxJobs: 1000, pollEvery: 15, defaults: {}, stages: {} };

export interface ExecutorContext {
  graph: StageGraph;
  store: Store;
  warn(message: string): void;
}

/**
 * Creates the executor that the user wants: `--executor` wins over the profile.
 * @throws UserError if the profile cannot be read or is wrong, or jobs cannot be submitted here
 */
export async function createExecutor(
  { executor, profile: file }: Pick<RunOptions, 'executor' | 'profile'>,
  { graph, store, warn }: ExecutorContext,
): Promise<Executor> {
  const profile = file === undefined ? undefined : await loadProfile<Profile>(file);
  if ((executor ?? profile?.executor) !== 'slurm') return createLocalExecutor(stageHost);
  await checkSlurm();
  warnOfStages(profile?.stages ?? {}, graph, warn);
  return createSlurmExecutor({ store, host: stageHost, profile: profile ?? defaultProfile, onWarning: warn });
}

/** Warns of names that are nearly those of stages. Others may belong to another pipeline of the same profile. */
function warnOfStages(
  stages: SlurmProfile['stages'],
  graph: StageGraph,
  warn: ExecutorContext['warn'],
): void {
  const known = [...new Set(graph.nodes.map(({ stage }) => stage))];
  for (const name of Object.keys(stages)) {
    const near = known.includes(name) ? undefined : nearest(name, known);
    if (near)
      warn(`The profile has options for '${name}', which is not a stage here. Did you mean '${near}'?`);
  }
}
