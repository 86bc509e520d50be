import { closeSync, openSync, writeSync } from 'node:fs';
import { CancelledError, describeError } from '@fcdd/errors';
import type { StageMessage, StageOrder } from './protocol.ts';
import { type StageEnd, type Tell, runAssignment } from './run-assignment.ts';

/**
 * Runs stages in this process, which the runner has started with an IPC channel. It runs one stage, or several in a
 * row if the runner tells it to stay. The process ends when a stage fails, on SIGTERM or SIGINT, or when the runner
 * is gone.
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

/** Appends everything that this process prints, native libraries included, to a file. */
function redirectOutput(file: string): void {
  for (const output of outputs) {
    closeSync(output);
    // The system opens a file under the lowest free number, which is the one just closed.
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
    // A missing log line must not stop the stage; a full disk is reported elsewhere.
  }
}

function sendReady(): void {
  send({ type: 'ready', memory: process.memoryUsage.rss() / 2 ** 20 });
}

function send(message: StageMessage): void {
  process.send?.(message);
}

/** Exits once the last message is sent, because native libraries may keep the process alive otherwise. */
function finish(message: StageMessage): void {
  process.send?.(message, undefined, undefined, () => process.exit(message.type === 'done' ? 0 : 1));
}
