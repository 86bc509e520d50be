import { availableParallelism } from 'node:os';
import type { Executor, StageTask } from './executor.ts';
import type { Worker } from './local/worker.ts';

/** Milliseconds that a process waits for a stage of its kind: longer than it takes to store the outputs of stages. */
const patience = 2000;
/** Processes that wait for a stage. */
const mostWaiting = 2 * availableParallelism();
/** Megabytes that a process may hold while it waits, beside half of what its stage needs at its peak. */
const leftOver = 128;

/**
 * Runs stages on this machine in processes that are theirs while they run, so that a crash or a kill costs one stage. A
 * process takes another stage of its kind where the stage allows that, the last one ended well, and little was left over.
 * @param host the script that hosts stages
 */
export function createLocalExecutor(host: string): Executor {
  /** Idle processes, the longest idle first. */
  const waiting = new Map<Worker, { kind: string; timer: NodeJS.Timeout }>();

  function take(kind: string): Worker | undefined {
    for (const [worker, { kind: other, timer }] of waiting) {
      if (other !== kind) continue;
      clearTimeout(timer);
      waiting.delete(worker);
      if (worker.waitsWith() !== undefined) return worker;
    }
    return undefined;
  }

  function keep(worker: Worker, kind: string): void {
    waiting.set(worker, { kind, timer: setTimeout(() => void dismiss(worker), patience) });
    if (waiting.size > mostWaiting) void dismiss(waiting.keys().next().value!);
  }

  function dismiss(worker: Worker): Promise<void> {
    clearTimeout(waiting.get(worker)?.timer);
    waiting.delete(worker);
    return worker.end();
  }

  return {
    durable: false,
    execute: async (task) => {
      const kind = kindOf(task);
      const worker = take(kind) ?? (await startWorker(host, task));
      const exit = await worker.run(task, { stays: task.manifest.reusesProcess ?? false });
      const memory = worker.waitsWith();
      if (memory === undefined) return exit;
      if (memory <= leftOver + task.memory / 2) keep(worker, kind);
      else await worker.end();
      return exit;
    },
    close: async () => void (await Promise.all([...waiting.keys()].map(dismiss))),
  };
}

/** Loads what starts processes with the first one, because most commands start none. */
async function startWorker(host: string, task: StageTask): Promise<Worker> {
  const worker = await import('./local/worker.ts');
  return worker.startWorker(host, task);
}

/** Properties that a process cannot change: its code, its engine, the size of its thread pools, its devices. */
function kindOf({ assignment: { bundle, engine, threads, gpus } }: StageTask): string {
  return JSON.stringify([bundle, engine, threads, gpus]);
}
