import { existsSync } from 'node:fs';
import type { Store } from '@fcdd/artifacts';
import { UserError } from '@fcdd/errors';
import { type KnownRun, type Named, listRuns, nodesOfRun } from '@fcdd/runner';
import type { StageGraph } from '@fcdd/stage';
import { type LoadedGraph, loadGraph } from './load-graph.ts';
import { experimentOfRun } from './experiment-of-run.ts';
import type { Surroundings } from './surroundings.ts';
import { currentGraph } from './sweep/known-rungs.ts';

/** A user's question about a stage of an experiment. */
export interface StageQuestion {
  experiment: string;
  nodes: Named[];
  /** Name of the stage, or of some of its nodes. */
  name: string;
}

/**
 * Finds the stage that a user asks about. The default experiment is the one that is running, else the last one that ran.
 * @param names the stage, or the experiment's file and the stage
 * @throws UserError if no experiment is named and several are running, or none has run
 */
export async function askedStage(names: string[], surroundings: Surroundings): Promise<StageQuestion> {
  const { store, stageFolders } = surroundings;
  const { file, name } = namesOf(names);
  if (file !== undefined) {
    const { experiment, nodes } = await currentGraph(await load(file, surroundings), store, stageFolders);
    return { experiment, nodes: nodes.map((node) => ({ node })), name };
  }
  const run = await onlyRun(store);
  const stages = Object.entries(await nodesOfRun(store, run));
  const nodes = stages.flatMap(([stage, ids]) => ids.map((id) => ({ node: { id, stage } })));
  return { experiment: run.status.experiment, nodes, name };
}

/** Returns the graph of the experiment that a user asks about, and the name of the stage. */
export async function askedGraph(
  names: string[],
  surroundings: Surroundings,
): Promise<{ graph: StageGraph; name: string }> {
  const { store, stageFolders } = surroundings;
  const { file, name } = namesOf(names);
  const loaded =
    file === undefined ? await reload(await onlyRun(store), surroundings) : await load(file, surroundings);
  return { graph: await currentGraph(loaded, store, stageFolders), name };
}

function namesOf(names: string[]): { file?: string; name: string } {
  if (names.length === 1) return { name: names[0]! };
  if (names.length === 2) return fileAndStage(names[0]!, names[1]!);
  throw new UserError('Name a stage, or an experiment file and a stage.', {
    hint: "Quote a node's name, as in 'train class=3 seed=0'.",
  });
}

function fileAndStage(file: string, name: string): { file: string; name: string } {
  if (/\.ya?ml$/.test(name) && !existsSync(file))
    throw new UserError('Name the experiment file before the stage.', {
      hint: `Write '${name}' first, then '${file}'.`,
    });
  return { file, name };
}

function load(file: string, { overrides, reading }: Surroundings): Promise<LoadedGraph> {
  return loadGraph(file, overrides, reading);
}

async function reload({ status }: KnownRun, surroundings: Surroundings): Promise<LoadedGraph> {
  const loaded = await experimentOfRun(status, surroundings);
  if (loaded) return loaded;
  throw new UserError(`The file of the last experiment, '${status.experiment}', cannot be found.`, {
    hint: 'Name the experiment file before the stage.',
  });
}

async function onlyRun(store: Store): Promise<KnownRun> {
  const runs = await listRuns(store);
  const live = runs.filter(({ isLive }) => isLive);
  const hint = 'Name the file of the experiment before the stage.';
  if (new Set(live.map(({ status }) => status.experiment)).size > 1)
    throw new UserError('Several experiments are running.', { hint });
  const run = live[0] ?? runs[0];
  if (!run) throw new UserError(`Nothing has run in '${store.folder}'.`, { hint });
  return run;
}
