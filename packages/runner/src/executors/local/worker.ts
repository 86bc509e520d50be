import { type StageMessage, type StageOrder, stageNodeOptions } from '@fcdd/stage';
import { execa } from 'execa';
import type { StageExit, StageTask } from '../executor.ts';
import { gpuEnvironment } from '../gpu-environment.ts';
import { type StageEnd, exitOf } from './exit.ts';
import { stopOnRequest } from './stop-on-request.ts';

/** A process on this machine that runs stages, one after the other. */
export interface Worker {
  /** Runs a stage to its end, and to that of the process unless it stays. */
  run(task: StageTask, given: Pick<StageOrder, 'stays'>): Promise<StageExit>;
  /** Megabytes that it holds while it waits for a stage; undefined where it does not wait. */
  waitsWith(): number | undefined;
  /** Ends the process; resolves when it has ended. */
  end(): Promise<void>;
}

/** The stage that a worker runs. */
interface Running {
  order: StageOrder;
  onMessage: StageTask['onMessage'];
  end?: StageEnd;
  /** Called when the process waits for the next stage. */
  onReady(): void;
}

/**
 * Starts a process.
 * @param host the script that hosts stages
 * @param task the first that it is to run
 */
export function startWorker(host: string, task: StageTask): Worker {
  const child = startProcess(host, task);
  const exited = Promise.resolve(child).finally(() => (memory = undefined));
  let memory: number | undefined;
  let running: Running | undefined;

  child.on('message', (message: StageMessage) => {
    if (message.type === 'ready') {
      memory = message.memory;
      if (running?.end) running.onReady();
      else sendOrder();
    } else if (!running) return;
    else if (message.type === 'done' || message.type === 'failed') running.end = message;
    else running.onMessage(message);
  });

  function sendOrder(): void {
    if (!running || memory === undefined) return;
    memory = undefined;
    // The exit of a process that is gone is handled elsewhere.
    child.send(running.order as never, () => {});
  }

  return {
    run: async (task, { stays }) => {
      const { assignment, logFile, onMessage } = task;
      const stop = stopOnRequest(child, task);
      const ready = new Promise<undefined>((resolve) => {
        const onReady = (): void => resolve(undefined);
        running = { order: { assignment, logFile, stays }, onMessage, onReady };
      });
      sendOrder();
      const result = await Promise.race([ready, exited]);
      stop.release();
      const { end } = running!;
      running = undefined;
      return exitOf(task, { end, result, timedOut: stop.timedOut() });
    },
    waitsWith: () => memory,
    end: async () => {
      child.kill();
      await exited;
    },
  };
}

/** Milliseconds that a process has to end once it is asked to. */
const grace = 5000;

function startProcess(host: string, { assignment, logFile }: StageTask) {
  // Until its first order comes: the host then turns to the file itself.
  const log = { file: logFile, append: true };
  return execa(process.execPath, [...stageNodeOptions, host], {
    ipc: true,
    stdin: 'ignore',
    stdout: log,
    stderr: log,
    buffer: false,
    env: gpuEnvironment(assignment.gpus),
    reject: false,
    forceKillAfterDelay: grace,
  });
}
