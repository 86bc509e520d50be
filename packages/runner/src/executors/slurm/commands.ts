import { UserError } from '@fcdd/errors';
import type { JobState } from './job-state.ts';

/** Seconds after which a command of Slurm that says nothing is given up. */
const PATIENCE = 60;

/** Slurm's controller cannot be reached at the moment: asking again later may help. */
export class SlurmSilentError extends Error {
  override readonly name = 'SlurmSilentError';
}

/** @throws UserError where Slurm is not installed, or does not find its configuration */
export async function checkSlurm(): Promise<void> {
  await slurm('sbatch', ['--version']);
}

/**
 * Submits a job or an array of jobs.
 * @param options of sbatch, such as `--mem=500M`
 * @returns its number
 * @throws UserError with sbatch's own words where it refuses
 */
export async function submitScript(options: string[], script: string): Promise<string> {
  const output = await slurm('sbatch', ['--parsable', ...options], script);
  // With more than one cluster its name follows.
  return output.trim().split(';')[0]!;
}

/** All jobs of this user that Slurm still knows, also those that have ended a short while ago, by name and index. */
export async function listJobs(): Promise<Map<string, JobState>> {
  const user = String(process.getuid!());
  const format = '%j|%K|%i|%T|%r';
  const output = await slurm('squeue', [
    ...['--noheader', '--array', '--states=all', `--user=${user}`, `--format=${format}`],
  ]);
  const lines = output.split('\n').filter((line) => line.startsWith(JOB_PREFIX));
  return new Map(
    lines.map((line) => {
      const [name, index, id, state, reason] = line.split('|') as [string, string, string, string, string];
      return [jobKey(name, Number(index)), { id, state, reason: reason.trim().replace(/^None$/, '') }];
    }),
  );
}

export const JOB_PREFIX = 'fcdd-';

/** Key of a job, unique among all submissions. */
export function jobKey(name: string, index: number): string {
  return `${name}/${index}`;
}

/**
 * Finds out how a job ended, from Slurm's memory or else its accounting.
 * @param id number of the job, if it is known
 * @returns undefined if neither knows the job
 */
export async function exitOf(key: string, id: string | undefined): Promise<JobExit | undefined> {
  return (id === undefined ? undefined : await exitInMemory(id)) ?? (await exitInAccounting(key));
}

export interface JobExit {
  state: string;
  exitCode: number;
  signal: number;
}

async function exitInMemory(id: string): Promise<JobExit | undefined> {
  const output = await slurm('scontrol', ['show', 'job', '--oneliner', id]).catch(unknownAsEmpty);
  const state = / JobState=(\S+)/.exec(output)?.[1];
  const [, exitCode, signal] = / ExitCode=(\d+):(\d+)/.exec(output) ?? [];
  return state ? { state, exitCode: Number(exitCode), signal: Number(signal) } : undefined;
}

/** Not every site keeps accounts. */
async function exitInAccounting(key: string): Promise<JobExit | undefined> {
  const [name, index] = key.split('/');
  const fields = ['--allocations', '--noheader', '--parsable2', '--format=JobID,State,ExitCode'];
  const which = [`--name=${name}`, '--starttime=now-60days'];
  const output = await slurm('sacct', [...which, ...fields]).catch(unknownAsEmpty);
  // A job that was put back into the queue has a line for each time it ran.
  const line = output.split('\n').findLast((text) => text.split('|')[0]!.endsWith(`_${index}`));
  const [, state, exitCode, signal] = /\|(\w+)[^|]*\|(\d+):(\d+)$/.exec(line ?? '') ?? [];
  return state ? { state, exitCode: Number(exitCode), signal: Number(signal) } : undefined;
}

function unknownAsEmpty(error: unknown): string {
  if (error instanceof SlurmSilentError) throw error;
  return '';
}

/**
 * Asks jobs to end, in one request.
 * @param how `dequeue`: waiting jobs leave the queue; `save`: running jobs get SIGTERM, and the time that they need to
 * save; `kill`: jobs end at once
 */
export async function cancelJobs(ids: string[], how: 'dequeue' | 'save' | 'kill'): Promise<void> {
  if (ids.length === 0) return;
  const options = {
    dequeue: ['--state=PENDING'],
    save: ['--state=RUNNING', '--signal=TERM', '--full'],
    kill: ['--signal=KILL', '--full'],
  }[how];
  await slurm('scancel', ['--quiet', ...options, ...ids]).catch((error: unknown) => {
    // One that has just ended cannot be cancelled.
    if (error instanceof SlurmSilentError) throw error;
  });
}

/** The longest array of jobs that the site allows. */
export async function maxArraySize(): Promise<number> {
  const output = await slurm('scontrol', ['show', 'config']);
  return Number(/^MaxArraySize\s*=\s*(\d+)/m.exec(output)?.[1] ?? 1);
}

async function slurm(command: string, args: string[], input?: string): Promise<string> {
  const { execa } = await import('execa');
  const result = await execa(command, args, {
    input: input ?? '',
    env: environment(),
    extendEnv: false,
    timeout: PATIENCE * 1000,
    reject: false,
    // Ctrl-C on a terminal reaches all processes of the group: a submission must not be cut short by it.
    detached: true,
  });
  if (!result.failed) return result.stdout;
  const words = [result.stderr, result.stdout].join('\n').trim();
  if (result.code === 'ENOENT')
    throw new UserError(`There is no program '${command}' here.`, {
      hint: 'Run fcdd on a machine of the cluster from which jobs are submitted, or without --executor slurm.',
    });
  if (result.timedOut) throw new SlurmSilentError(`${command} said nothing for ${PATIENCE} s`);
  if (isSilence(words)) throw new SlurmSilentError(words.split('\n').at(-1));
  throw new UserError(words || `${command} ended with exit code ${result.exitCode}.`);
}

/** Messages of Slurm's commands that blame the controller or the network, not the request. */
function isSilence(words: string): boolean {
  return /unable to contact slurm controller|socket timed out|connect(ion)? (failure|refused|timed out)|munge|protocol authentication|slurmctld is in standby|zero bytes were transmitted|resource temporarily unavailable|backup controller/i.test(
    words,
  );
}

/** The environment without variables that change the meaning of requests, such as a filter in `SQUEUE_PARTITION`. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => name === 'SLURM_CONF' || !/^(SLURM|SQUEUE|SCANCEL|SACCT|SCONTROL)_/.test(name),
  );
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}
