import { closeSync, openSync, writeSync } from 'node:fs';
import { CancelledError, describeError } from '@fcdd/errors';
import type { StageMessage, StageOrder } from './protocol.ts';
import { type StageEnd, type Tell, runAssignment } from './run-assignment.ts';

/**
 * Runs stages in this process, which the runner has started with an IPC channel: one, or one after the other where it
 * is told to stay. The process ends when a stage fails, when it is told to (SIGTERM, SIGINT), or when the runner is gone.
 */
export function hostStages(): void {
  let running: AbortController | undefined;
  const stop = (): void => {
    if (!running) process.exit(0);
    running.abort(new CancelledError());
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
  process.on('disconnect', () => process.exit(1));
  process.on('message', async (order: StageOrder) => {
    running = new AbortController();
    const { signal } = running;
    const end = await runOrder(order, signal);
    if (end.type === 'failed' || !order.stays || signal.aborted) return finish(end);
    running = undefined;
    send(end);
    sendReady();
  });
  sendReady();
}

async function runOrder({ assignment, logFile }: StageOrder, signal: AbortSignal): Promise<StageEnd> {
  try {
    redirectOutput(logFile);
  } catch (error) {
    return { type: 'failed', message: describeError(error), explained: false };
  }
  return runAssignment(assignment, signal, tell);
}

const outputs = [1, 2];

/** Has all that this process prints, native libraries included, added to a file. */
function redirectOutput(file: string): void {
  for (const output of outputs) {
    closeSync(output);
    // A system opens a file under the lowest number that is free: the one that was closed.
    const opened = openSync(file, 'a');
    if (opened !== output) throw new Error(`'${file}' was opened as ${opened} instead of ${output}.`);
  }
}

const tell: Tell = (message) => {
  if (message.type === 'log') logLine(message.message);
  send(message);
};

function logLine(line: string): void {
  try {
    writeSync(1, `${line}\n`);
  } catch {
    // The log is worth less than the stage: a full disk shows elsewhere.
  }
}

function sendReady(): void {
  send({ type: 'ready', memory: process.memoryUsage.rss() / 2 ** 20 });
}

function send(message: StageMessage): void {
  process.send?.(message);
}

/** Leaves only once the last message is on its way: native libraries may keep the process alive otherwise. */
function finish(message: StageMessage): void {
  process.send?.(message, undefined, undefined, () => process.exit(message.type === 'done' ? 0 : 1));
}
