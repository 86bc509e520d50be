import { UserError, describeError } from '@fcdd/errors';
import type { JobEnd } from '@fcdd/stage';
import type { StageExit } from '../executor.ts';
import type { JobOptions } from './profile.ts';
import { exitCodes } from './script.ts';

/** Known facts about a job that has ended before its stage was done. */
export interface Remains {
  id: string;
  /** State in Slurm's words; undefined if Slurm does not know the job any more. */
  state: string | undefined;
  exitCode: number;
  signal: number;
  /** Text that Slurm itself wrote to the job's output. */
  words: string;
  /** Report that the stage left at its end, if it came to that. */
  end: JobEnd | undefined;
  /** Resources that were requested. */
  asked: JobOptions & { declaredMemory: number; timeout?: number };
  stage: string;
}

/** Explains why a job did not finish its stage, and what the user can do. */
export function verdictOn(remains: Remains): Extract<StageExit, { state: 'failed' }> {
  const { id, state, end, stage } = remains;
  if (end?.timedOut)
    return failed(`It was stopped after ${remains.asked.timeout} s.`, 'Allow more time with --timeout.');
  if (end?.end.type === 'failed' && !end.stopped) return { ...end.end, state: 'failed' };
  const profile = (key: string): string => `'${key}' of '${stage}' in the profile`;
  switch (state) {
    case undefined:
      return failed(
        `Slurm does not know job ${id} any more, and it left no result.`,
        'The same command runs it again.',
      );
    case 'TIMEOUT':
    case 'DEADLINE':
      return failed(
        `Slurm stopped job ${id}: its time${asked(remains.asked.time)} was over (${state}).`,
        `Raise ${profile('time')}; its saved state is kept.`,
      );
    case 'OUT_OF_MEMORY':
      return outOfMemory(remains);
    case 'CANCELLED':
      return failed(
        `Job ${id} was cancelled, by somebody else or an administrator.`,
        'The same command runs it again.',
      );
  }
  return verdictOnExit(remains);
}

function verdictOnExit(remains: Remains): Extract<StageExit, { state: 'failed' }> {
  const { id, exitCode, signal, state, words } = remains;
  if (signal === 9 || exitCode === 137 || /memory limit|oom.kill|out of memory/i.test(words))
    return outOfMemory(remains);
  if (exitCode === exitCodes.unseen)
    return failed(
      `Job ${id} could not read or write the store: ${words}`,
      'The store must lie on a file system that all machines of the cluster share: choose one with --store.',
    );
  if (exitCode === exitCodes.setup)
    return failed(`Job ${id} could not load a module.`, "Check 'modules' in the profile.");
  if (signal === 53 || exitCode === 53)
    return failed(
      `Slurm could not write the output of job ${id}.`,
      'The store must lie on a file system that all machines of the cluster share: choose one with --store.',
    );
  if (signal > 0) return failed(`The process of job ${id} crashed (signal ${signal}).`);
  if (state === 'COMPLETED') return failed(`Job ${id} ended before the stage was done.`);
  return failed(`Job ${id} ended with exit code ${exitCode} before the stage was done.`);
}

function outOfMemory({ id, asked: { memory, declaredMemory }, stage, state }: Remains): StageFailure {
  const certain = state === 'OUT_OF_MEMORY';
  const given = memory ?? `${Math.ceil(declaredMemory)}M`;
  return failed(
    certain
      ? `Job ${id} needed more than its memory of ${given}.`
      : `Job ${id} was killed (SIGKILL), most likely because it needed more than its memory of ${given}.`,
    `Raise 'memory' of '${stage}' in the profile.`,
  );
}

type StageFailure = Extract<StageExit, { state: 'failed' }>;

function asked(time: string | undefined): string {
  return time === undefined ? '' : ` of ${time}`;
}

/** The end of a stage that was asked for. */
export function stopped(): StageFailure {
  return failed('Stopped.');
}

function failed(message: string, hint?: string): StageFailure {
  return { state: 'failed', message: describeError(new UserError(message, { hint })), explained: false };
}
