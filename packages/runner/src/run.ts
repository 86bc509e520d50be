import { join } from 'node:path';
import { type Store, beginSession } from '@fcdd/artifacts';
import type { StageGraph, StageSettings } from '@fcdd/stage';
import { completeNode } from './complete-node.ts';
import { createRun } from './create-run.ts';
import type { AnnouncedNode, RunEvent, RunSummary } from './events.ts';
import type { Executor } from './executors/executor.ts';
import { shortenHistory } from './history.ts';
import { checkStages } from './node-names.ts';
import { type PreparedNode, prepareGraph } from './prepare.ts';
import type { Outcome } from './run-state.ts';
import { type Selection, selectNodes } from './selection.ts';
import type { RunSource } from './status/run-status.ts';
import { createStatusWriter } from './status/status-writer.ts';

export interface RunOptions {
  store: Store;
  /** Each experiment has a folder in it. */
  resultsFolder: string;
  settings: StageSettings;
  /** Folders from which the stages' packages are looked for, as Node does. */
  stageFolders: string[];
  /** Where stages run. The run closes it. */
  executor: Executor;
  /** Where the graph comes from, for those who ask how the run goes. */
  source?: RunSource;
  /** Part of the graph that runs; default: all. */
  selection?: Selection;
  /** Stages at once; default: the number of cores. */
  jobs?: number;
  /** Threads that all stages together keep busy; default: the number of cores. */
  threads?: number;
  /** Indices of the graphics processors that stages may use; default: none. */
  gpus?: number[];
  /** Number of nodes of a stage that may run at once, by name of the stage; default: as the pipeline says. */
  limits?: Record<string, number>;
  /** Whether the stages that do not need a failed stage still run. */
  keepGoing?: boolean;
  /** Number of times that a failed stage is tried again. */
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
 * @returns the outcome of the run, which includes failures of stages and a stop
 * @throws UserError if the graph cannot be run, or the results cannot be shown
 */
export async function runGraph(graph: StageGraph, options: RunOptions): Promise<RunSummary> {
  const started = performance.now();
  const all = await prepareGraph(graph, options.stageFolders);
  checkStages(all, Object.keys(options.limits ?? {}));
  const selected = selectNodes(all, options.selection);
  const { nodes, isPartial } = selected;
  const session = await beginSession(options.store, options.signal);
  const status = createStatusWriter(session, graph.experiment, options.source);
  try {
    const resultsFolder = join(options.resultsFolder, graph.experiment);
    const run = await createRun(graph, selected, { session, resultsFolder }, options, (event) => {
      status.apply(event);
      options.onEvent?.(event);
    });
    const { experiment, engine } = graph;
    run.emit({ type: 'run-started', experiment, engine, nodes: nodes.map(announcementOf) });
    await Promise.all(nodes.map((node) => completeNode(run, node)));
    // This is not the awaited completion: a node whose outputs were damaged is completed twice.
    const outcomes = await Promise.all(run.outcomes.values());
    if (!isPartial && outcomes.every(({ state }) => state === 'done')) await run.results.removeStale();
    if (run.computed.size > 0) await shortenHistory(session, experiment);
    const summary: RunSummary = {
      ...count(outcomes),
      experiment: graph.experiment,
      isPartial,
      interrupted: run.signal.aborted,
      duration: (performance.now() - started) / 1000,
      resultsFolder,
      ...(run.results.has(REPORT) && { report: join(resultsFolder, REPORT) }),
    };
    run.emit({ type: 'run-finished', ...summary });
    if (run.troubles.length > 0) throw run.troubles[0];
    return summary;
  } finally {
    await options.executor.close();
    await status.end();
    await session.end();
  }
}

/** File that a user opens first. */
const REPORT = 'report.html';

function announcementOf({ node: { id, stage, matrix }, build }: PreparedNode): AnnouncedNode {
  const { progressUnit: unit } = build.manifest;
  return { id, stage, matrix, ...(unit && { unit }) };
}

function count(outcomes: Outcome[]): Pick<RunSummary, 'ran' | 'cached' | 'skipped' | 'failures'> {
  const numberOf = (matches: (outcome: Outcome) => boolean): number => outcomes.filter(matches).length;
  return {
    ran: numberOf((outcome) => outcome.state === 'done' && !outcome.cached),
    cached: numberOf((outcome) => outcome.state === 'done' && outcome.cached),
    skipped: numberOf((outcome) => outcome.state === 'skipped'),
    failures: outcomes.flatMap((outcome) => (outcome.state === 'failed' ? [outcome.failure] : [])),
  };
}
