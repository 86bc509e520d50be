import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Store, openStore } from '@fcdd/artifacts';
import { type KnownRun, type RunStatus, listRuns } from '@fcdd/runner';
import { type LoadedGraph, type PlannedStage, loadGraph, plannedStages } from '@fcdd/studies';
import { stageFolders } from '../house.ts';
import { type StatusOptions, overridesOf } from '../options.ts';
import { formatRun, formatStages } from '../renderers/status.ts';
import { sourcesFor } from '../sources.ts';

/** What is known of the runs of a store, or of those of one experiment. */
interface State {
  running: KnownRun[];
  /** Where none goes on. */
  last?: KnownRun;
  experiment?: string;
  stages?: PlannedStage[];
}

const INTERVAL = 1000;

/** @param file of the experiment; without one: all that runs, else what ran last */
export async function statusCommand(file: string | undefined, options: StatusOptions): Promise<void> {
  const store = await openStore(options.store);
  const loaded =
    file === undefined ? undefined : await loadGraph(file, overridesOf(options), sourcesFor(options));
  let runs = await runsOf(store, loaded);
  while (options.watch && runs.some(({ isLive }) => isLive)) {
    show({ running: runs.filter(({ isLive }) => isLive) }, options);
    await sleep(INTERVAL);
    runs = await runsOf(store, loaded);
  }
  show(await stateOf(runs, loaded, store, options), options);
}

async function runsOf(store: Store, loaded: LoadedGraph | undefined): Promise<KnownRun[]> {
  const runs = await listRuns(store);
  return loaded ? runs.filter(({ status }) => status.experiment === loaded.graph.experiment) : runs;
}

async function stateOf(
  runs: KnownRun[],
  loaded: LoadedGraph | undefined,
  store: Store,
  options: StatusOptions,
): Promise<State> {
  const running = runs.filter(({ isLive }) => isLive);
  if (running.length > 0) return { running };
  const [last] = runs;
  const planned = loaded ?? (await reload(last?.status, options));
  if (!planned) return { running, last };
  const stages = await plannedStages(planned, store, stageFolders);
  return { running, last, experiment: planned.graph.experiment, stages };
}

async function reload(
  status: RunStatus | undefined,
  options: StatusOptions,
): Promise<LoadedGraph | undefined> {
  const source = status?.source;
  if (!source || !existsSync(source.file)) return undefined;
  return loadGraph(source.file, source.overrides, sourcesFor(options));
}

function show({ running, last, experiment, stages }: State, { json, watch, store }: StatusOptions): void {
  if (json) {
    const state = { running: running.map(({ status }) => status), last: last?.status, experiment, stages };
    return console.log(JSON.stringify(state));
  }
  const width = process.stdout.columns ?? 120;
  const parts = running.map((run) => formatRun(run, Date.now(), width));
  if (last) parts.push(formatRun(last, Date.now(), width));
  if (experiment !== undefined && stages) parts.push(formatStages(experiment, stages));
  if (parts.length === 0) parts.push(`Nothing has run in '${store}'.`);
  // On a terminal each state takes the place of the one before.
  if (watch && process.stdout.isTTY) process.stdout.write('\u001b[H\u001b[2J');
  console.log(parts.join('\n'));
}
