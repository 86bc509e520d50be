import type { Store } from '@fcdd/artifacts';
import type { StageGraph } from '@fcdd/stage';
import type { LoadedGraph } from '../load-graph.ts';
import { chooseBest } from './choose-best.ts';
import { type SweepStep, nextStep } from './next-step.ts';
import { readValues } from './read-values.ts';
import type { Rung, Sweep } from './sweep.ts';

/** The choices that can be made from what is in the store: as long as all summaries of a step are there. */
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

/** The graph of an experiment; of a sweep, as far as its results tell what follows. */
export async function currentGraph(
  { graph, sweep }: Pick<LoadedGraph, 'graph' | 'sweep'>,
  store: Store,
  stageFolders: string[],
): Promise<StageGraph> {
  return sweep ? (await currentStep(sweep, store, stageFolders)).graph : graph;
}

/** All that has led to where an experiment is by what is in the store, and what follows. */
export async function stepsSoFar(
  { graph, sweep }: Pick<LoadedGraph, 'graph' | 'sweep'>,
  store: Store,
  stageFolders: string[],
): Promise<Pick<SweepStep, 'graph' | 'targets'>[]> {
  if (!sweep) return [{ graph }];
  const rungs = await knownRungs(sweep, store, stageFolders);
  return [...rungs.keys(), rungs.length].map((count) => nextStep(sweep, rungs.slice(0, count)));
}

/** What is to run of a sweep by what is in the store. */
export async function currentStep(sweep: Sweep, store: Store, stageFolders: string[]): Promise<SweepStep> {
  return nextStep(sweep, await knownRungs(sweep, store, stageFolders));
}
