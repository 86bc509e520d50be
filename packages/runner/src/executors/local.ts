import { appendFile } from 'node:fs/promises';
import { UserError, describeError } from '@fcdd/errors';
import { type StageMessage, stageNodeOptions } from '@fcdd/stage';
import { execa } from 'execa';
import { gpuEnvironment } from './gpu-environment.ts';
import type { Executor, StageExit, StageTask } from './executor.ts';

const GRACE = 5000;

/**
 * Runs each stage in a process of its own on this machine, so that its crashes and leaks are its own.
 * @param host the script that hosts a stage
 */
export function createLocalExecutor(host: string): Executor {
  return { durable: false, execute: (task) => runStageProcess(host, task), close: async () => {} };
}

async function runStageProcess(host: string, task: StageTask): Promise<StageExit> {
  const { assignment, logFile, timeout, signal, killSignal, onMessage } = task;
  let end: Extract<StageMessage, { type: 'done' | 'failed' }> | undefined;
  const child = execa(process.execPath, [...stageNodeOptions, host], {
    ipc: true,
    stdin: 'ignore',
    stdout: { file: logFile, append: true },
    stderr: { file: logFile, append: true },
    buffer: false,
    env: gpuEnvironment(assignment.gpus),
    reject: false,
    cancelSignal: signal,
    timeout: timeout === undefined ? undefined : timeout * 1000,
    forceKillAfterDelay: GRACE,
  });
  const kill = (): void => void child.kill('SIGKILL');
  killSignal.addEventListener('abort', kill);
  child.on('message', (message: StageMessage) => {
    // A process that is gone is told of by its exit.
    if (message.type === 'ready') child.send(assignment, () => {});
    else if (message.type === 'done' || message.type === 'failed') end = message;
    else {
      // The log is worth less than the stage: a full disk shows elsewhere.
      if (message.type === 'log') appendFile(logFile, `${message.message}\n`).catch(() => {});
      onMessage(message);
    }
  });
  const result = await child;
  killSignal.removeEventListener('abort', kill);

  // Native libraries may crash when they are unloaded, after all is written.
  if (end?.type === 'done') return { state: 'done', versions: end.versions };
  if (result.timedOut) return failed(`It was stopped after ${timeout} s.`, 'Give it longer with --timeout.');
  if (end) return { ...end, state: 'failed' };
  if (result.isCanceled) return failed('Stopped.');
  if (result.signal === 'SIGKILL') {
    const hint = 'The system kills processes when memory runs out: try fewer --jobs.';
    return failed('Its process was killed (SIGKILL).', hint);
  }
  if (result.signal) return failed(`Its process crashed (${result.signal}).`);
  if (result.exitCode === undefined)
    return failed(`Its process could not be started: ${result.originalMessage}`);
  return failed(`Its process ended with exit code ${result.exitCode} before the stage was done.`);
}

function failed(message: string, hint?: string): StageExit {
  return { state: 'failed', message: describeError(new UserError(message, { hint })), explained: false };
}
