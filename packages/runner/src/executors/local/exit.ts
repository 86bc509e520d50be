import { UserError, describeError } from '@fcdd/errors';
import type { StageMessage } from '@fcdd/stage';
import type { StageExit, StageTask } from '../executor.ts';

/** Last message of a process about a stage. */
export type StageEnd = Extract<StageMessage, { type: 'done' | 'failed' }>;

export interface ProcessEnd {
  end?: StageEnd;
  /** Undefined where the process continues. */
  result?: { signal?: string; exitCode?: number; originalMessage?: string };
  timedOut: boolean;
}

/** How the stage that a process ran has ended. */
export function exitOf(
  { timeout, signal }: Pick<StageTask, 'timeout' | 'signal'>,
  { end, result = {}, timedOut }: ProcessEnd,
): StageExit {
  // Native libraries may crash when they are unloaded, after all is written.
  if (end?.type === 'done') return { state: 'done', versions: end.versions };
  if (timedOut) return failed(`It was stopped after ${timeout} s.`, 'Allow more time with --timeout.');
  if (end) return { ...end, state: 'failed' };
  if (signal.aborted) return failed('Stopped.');
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
