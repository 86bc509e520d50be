import { setMaxListeners } from 'node:events';
import { availableParallelism, totalmem } from 'node:os';
import type { Session } from '@fcdd/artifacts';
import type { StageGraph } from '@fcdd/stage';
import pLimit from 'p-limit';
import { createCodeExplainer } from './code-parts.ts';
import { criticalPaths } from './critical-path.ts';
import { readHistory } from './history.ts';
import { openResults } from './results.ts';
import type { Run } from './run-state.ts';
import type { RunOptions } from './run.ts';
import { createScheduler } from './scheduler.ts';
import type { SelectedNodes } from './selection.ts';

/** Creates the state of a run before its first node is examined. */
export async function createRun(
  graph: StageGraph,
  { nodes, forced }: SelectedNodes,
  { session, resultsFolder }: { session: Session; resultsFolder: string },
  options: RunOptions,
  emit: Run['emit'],
): Promise<Run> {
  const { store, signal = never(), killSignal = never() } = options;
  // Each running stage listens.
  setMaxListeners(0, signal, killSignal);
  const cores = availableParallelism();
  const { elsewhere } = options.executor;
  const { jobs = elsewhere?.jobs ?? cores, threads = cores, gpus = [] } = options;
  const here = { threads, memory: availableMemory() };
  const scheduler = createScheduler({ jobs, gpus, ...(elsewhere ? unlimited : here) });
  if (signal.aborted) scheduler.close();
  signal.addEventListener('abort', () => scheduler.close());
  const history = await readHistory(store, graph.experiment);
  return {
    graph,
    options,
    session,
    signal,
    killSignal,
    scheduler,
    executor: options.executor,
    results: await openResults(store, resultsFolder),
    history,
    forced,
    explainCode: createCodeExplainer(store),
    notedCode: new Set(),
    priorities: criticalPaths(nodes, history),
    lookups: pLimit(16),
    outcomes: new Map(),
    entries: new Map(),
    computed: new Set(),
    checks: new Map(),
    troubles: [],
    emit,
  };
}

/** Where other machines run the stages, the threads and memory of this one set no limit. */
const unlimited = { threads: Infinity, memory: Infinity };

function never(): AbortSignal {
  return new AbortController().signal;
}

/** Megabytes that this process and its children may use: the container's limit where there is one. */
function availableMemory(): number {
  const limit = process.constrainedMemory?.() ?? 0;
  const total = totalmem();
  return (limit > 0 ? Math.min(limit, total) : total) / 2 ** 20;
}
