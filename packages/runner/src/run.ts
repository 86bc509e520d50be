import { setMaxListeners } from 'node:events';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { beginSession, type Store } from '@fcdd/artifacts';
import type { StageGraph, StageSettings } from '@fcdd/stage';
import { completeNode } from './complete-node.ts';
import { criticalPaths } from './critical-path.ts';
import type { RunEvent, RunSummary } from './events.ts';
import { readHistory } from './history.ts';
import pLimit from 'p-limit';
import { prepareGraph } from './prepare.ts';
import { openResults } from './results.ts';
import type { Outcome, Run } from './run-state.ts';
import { createScheduler } from './scheduler.ts';

export interface RunOptions {
  store: Store;
  /** Each experiment has a folder in it. */
  resultsFolder: string;
  settings: StageSettings;
  /** Folders from which the stages' packages are looked for, as Node does. */
  stageFolders: string[];
  /** The script that hosts a stage in a process. */
  stageHost: string;
  /** Stages at once; default: the number of cores. */
  jobs?: number;
  /** Threads that all stages together keep busy; default: the number of cores. */
  threads?: number;
  /** After a failure, go on with all that does not need the failed stage. */
  keepGoing?: boolean;
  /** How often a failed stage is tried again. */
  retries?: number;
  /** Seconds that a stage may take. */
  timeout?: number;
  /** Stops the run: running stages are asked to end, and killed when they have not after five seconds. */
  signal?: AbortSignal;
  /** Kills running stages at once. */
  killSignal?: AbortSignal;
  onEvent?(event: RunEvent): void;
}

/**
 * Brings all stages of a graph up to date. What is in the store is not run again.
 * @returns how it went: failures of stages and a stop are told, not thrown
 * @throws UserError if the graph cannot be run, or the results cannot be shown
 */
export async function runGraph(graph: StageGraph, options: RunOptions): Promise<RunSummary> {
  const started = performance.now();
  const resultsFolder = join(options.resultsFolder, graph.experiment);
  const signal = options.signal ?? new AbortController().signal;
  const killSignal = options.killSignal ?? new AbortController().signal;
  // Each running stage listens.
  setMaxListeners(0, signal, killSignal);
  const nodes = await prepareGraph(graph, options.stageFolders);
  const session = await beginSession(options.store, signal);
  try {
    const history = await readHistory(options.store, graph.experiment, nodes);
    const cores = availableParallelism();
    const capacity = { jobs: options.jobs ?? cores, threads: options.threads ?? cores, memory: memory() };
    const run: Run = {
      graph,
      options,
      session,
      signal,
      killSignal,
      scheduler: createScheduler(capacity),
      results: await openResults(options.store, resultsFolder),
      history,
      priorities: criticalPaths(nodes, history),
      lookups: pLimit(16),
      outcomes: new Map(),
      entries: new Map(),
      checks: new Map(),
      troubles: [],
      emit: options.onEvent ?? (() => {}),
    };
    signal.addEventListener('abort', () => run.scheduler.close());
    const { experiment } = graph;
    if (signal.aborted) run.scheduler.close();
    run.emit({
      type: 'run-started',
      experiment,
      nodes: nodes.map(({ node: { id, stage, matrix } }) => ({ id, stage, matrix })),
    });
    await Promise.all(nodes.map((node) => completeNode(run, node)));
    // Not what was awaited: a node whose outputs were damaged has been completed twice.
    const outcomes = await Promise.all(run.outcomes.values());
    if (outcomes.every(({ state }) => state === 'done')) await run.results.removeStale();
    const duration = (performance.now() - started) / 1000;
    const summary = {
      ...summarize(outcomes),
      experiment,
      interrupted: signal.aborted,
      duration,
      resultsFolder,
    };
    run.emit({ type: 'run-finished', ...summary });
    if (run.troubles.length > 0) throw run.troubles[0];
    return summary;
  } finally {
    await session.end();
  }
}

function summarize(outcomes: Outcome[]): Pick<RunSummary, 'ran' | 'cached' | 'skipped' | 'failures'> {
  const count = (matches: (outcome: Outcome) => boolean): number => outcomes.filter(matches).length;
  return {
    ran: count((outcome) => outcome.state === 'done' && !outcome.cached),
    cached: count((outcome) => outcome.state === 'done' && outcome.cached),
    skipped: count((outcome) => outcome.state === 'skipped'),
    failures: outcomes.flatMap((outcome) => (outcome.state === 'failed' ? [outcome.failure] : [])),
  };
}

/** Megabytes that this process and its children may use: the container's limit where there is one. */
function memory(): number {
  const limit = process.constrainedMemory?.() ?? 0;
  const total = totalmem();
  return (limit > 0 ? Math.min(limit, total) : total) / 2 ** 20;
}
