import type { Store } from '@fcdd/artifacts';
import type { StageGraph } from '@fcdd/stage';
import type { LoadedGraph } from '../load-graph.ts';
import { chooseBest } from './choose-best.ts';
import { type SweepStep, nextStep } from './next-step.ts';
import { readValues } from './read-values.ts';
import type { Rung, Sweep } from './sweep.ts';

/** Makes the choices for which the store has all summaries. */
export async function knownRungs(sweep: Sweep, store: Store, stageFolders: string[]): Promise<Rung[]> {
  const { halving } = sweep;
  const rungs: Rung[] = [];
  for (const epochs of halving?.epochs ?? []) {
    const step = nextStep(sweep, rungs);
    const values = await readValues(step, sweep.metric, store, stageFolders);
    if (values.length < step.living.length) break;
    rungs.push(chooseBest(epochs, values, halving!.keep));
  }
  return rungs;
}

/** Returns the graph of an experiment, or of the current step of a sweep. */
export async function currentGraph(
  { graph, sweep }: Pick<LoadedGraph, 'graph' | 'sweep'>,
  store: Store,
  stageFolders: string[],
): Promise<StageGraph> {
  return sweep ? (await currentStep(sweep, store, stageFolders)).graph : graph;
}

/** Returns all steps of an experiment up to the current one, which follows from the store. */
export async function stepsSoFar(
  { graph, sweep }: Pick<LoadedGraph, 'graph' | 'sweep'>,
  store: Store,
  stageFolders: string[],
): Promise<Pick<SweepStep, 'graph' | 'targets'>[]> {
  if (!sweep) return [{ graph }];
  const rungs = await knownRungs(sweep, store, stageFolders);
  return [...rungs.keys(), rungs.length].map((count) => nextStep(sweep, rungs.slice(0, count)));
}

/** Returns the step of a sweep that comes next, which follows from the store. */
export async function currentStep(sweep: Sweep, store: Store, stageFolders: string[]): Promise<SweepStep> {
  return nextStep(sweep, await knownRungs(sweep, store, stageFolders));
}
