import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '@fcdd/artifacts';
import { type StudyState, loadGraph, runsOf, stateOf } from '@fcdd/studies';
import { stageFolders } from '../house.ts';
import { type StatusOptions, overridesOf } from '../options.ts';
import { formatRun, formatStages } from '../renderers/status.ts';
import { readingFor } from '../surroundings.ts';

const INTERVAL = 1000;

/** @param file file of an experiment; the default is everything that runs, else the last run */
export async function statusCommand(file: string | undefined, options: StatusOptions): Promise<void> {
  const store = await openStore(options.store);
  const reading = readingFor(options);
  const loaded = file === undefined ? undefined : await loadGraph(file, overridesOf(options), reading);
  let runs = await runsOf(store, loaded);
  while (options.watch && runs.some(({ isLive }) => isLive)) {
    show({ running: runs.filter(({ isLive }) => isLive) }, options);
    await sleep(INTERVAL);
    runs = await runsOf(store, loaded);
  }
  show(await stateOf(runs, loaded, { store, stageFolders, reading }), options);
}

function show(
  { running, last, experiment, stages }: StudyState,
  { json, watch, store }: StatusOptions,
): void {
  if (json) {
    const state = { running: running.map(({ status }) => status), last: last?.status, experiment, stages };
    return console.log(JSON.stringify(state));
  }
  const width = process.stdout.columns ?? 120;
  const parts = running.map((run) => formatRun(run, Date.now(), width));
  if (last) parts.push(formatRun(last, Date.now(), width));
  if (experiment !== undefined && stages) parts.push(formatStages(experiment, stages));
  if (parts.length === 0) parts.push(`Nothing has run in '${store}'.`);
  // On a terminal each state replaces the previous one.
  if (watch && process.stdout.isTTY) process.stdout.write('\u001b[H\u001b[2J');
  console.log(parts.join('\n'));
}
