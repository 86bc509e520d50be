import { mkdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Store, clearJob, isOnNetwork, jobFolderOf } from '@fcdd/artifacts';
import { UserError, describeError } from '@fcdd/errors';
import { stageNodeOptions } from '@fcdd/stage';
import type { Executor, StageExit, StageTask } from '../executor.ts';
import { type JobOutcome, type Surroundings, followJob } from './follow-job.ts';
import { readEnd, readOrder, writeOrder } from './job-folder.ts';
import { isOver } from './job-state.ts';
import { type JobOptions, type SlurmProfile, numberOfGpus, optionsOf } from './profile.ts';
import { type Queue, createQueue } from './queue.ts';
import type { JobShape } from './script.ts';
import { createStops } from './stops.ts';
import { type Submissions, createSubmissions } from './submissions.ts';
import { stopped } from './verdict.ts';

export interface SlurmExecutorOptions {
  /** On a file system that all machines of the cluster share. */
  store: Store;
  /** The script that hosts a stage; also on such a file system. */
  host: string;
  profile: SlurmProfile;
  /** Receives warnings that concern more than one stage. */
  onWarning(message: string): void;
}

/** Number of times that a job is submitted again after Slurm has ended it without its fault. */
const LOSSES = 3;
/** Milliseconds after which a client of a network file system asks the server anew, by default: 60 s, and some more. */
const VISIBLE_AFTER = { network: 75_000, local: 2000 };

/**
 * Runs each stage as a job of Slurm. Jobs go on when this process ends: a later run finds their folders in the store,
 * waits for them again, and takes the outputs of those that have ended meanwhile.
 */
export function createSlurmExecutor(options: SlurmExecutorOptions): Executor {
  const { store, host, profile, onWarning } = options;
  const outputsFolder = jobFolderOf(store, 'slurm');
  const queue = createQueue({ pollEvery: profile.pollEvery, onWarning });
  const submissions = createSubmissions({
    outputsFolder,
    command: [process.execPath, ...stageNodeOptions, host, '--job'],
    onWarning,
  });
  const context: Context = { ...options, queue, submissions, stops: createStops(queue), outputsFolder };
  return {
    durable: true,
    elsewhere: {
      jobs: profile.maxJobs,
      allot: ({ stage, threads, gpus }) => {
        const options = optionsOf(profile, stage);
        const number = options.gpus === undefined ? gpus : numberOfGpus(options.gpus);
        return {
          threads: options.threads ?? (typeof threads === 'number' ? threads : 1),
          // Slurm shows a job its own processors alone, counted from 0.
          gpus: Array.from({ length: number }, (_, index) => index),
        };
      },
    },
    execute: (task) => execute(context, task),
    close: async () => {},
  };
}

interface Context extends SlurmExecutorOptions {
  queue: Queue;
  submissions: Submissions;
  stops: Surroundings['stops'];
  outputsFolder: string;
}

async function execute(context: Context, task: StageTask): Promise<StageExit> {
  const stopAttending = context.queue.attend();
  try {
    const outcome = await runJob(context, task);
    if (outcome.state === 'failed') await clearJob(context.store, task.fingerprint);
    return outcome;
  } catch (error) {
    if (task.signal.aborted) return stopped();
    await clearJob(context.store, task.fingerprint);
    const explained = error instanceof UserError;
    return { state: 'failed', message: describeError(error), explained };
  } finally {
    stopAttending();
  }
}

async function runJob(context: Context, task: StageTask): Promise<StageExit> {
  const shape = shapeOf(optionsOf(context.profile, task.stage), task);
  const visibleAfter = VISIBLE_AFTER[(await isOnNetwork(context.store.folder)) ? 'network' : 'local'];
  for (let losses = 0; ; losses++) {
    const key = (await attach(context, task)) ?? (await submit(context, task, shape));
    const slurmOutput = join(context.outputsFolder, `${key}.txt`);
    const outcome = await followJob(task, { key, shape, slurmOutput }, { ...context, visibleAfter });
    if (outcome.state === 'abandoned') {
      context.onWarning(
        `Slurm does not answer: job ${outcome.id} continues. End it with: scancel ${outcome.id}`,
      );
      return stopped();
    }
    await removeSlurmOutput(slurmOutput);
    if (outcome.state !== 'lost') return outcome;
    if (losses === LOSSES) return lostAgain(outcome);
    const message = `Slurm took the job from its machine (${outcome.why}): it is submitted again.`;
    task.onMessage({ type: 'log', level: 'warn', message });
  }
}

function shapeOf(options: JobOptions, { assignment, memory, timeout }: StageTask): JobShape {
  const { threads, gpus } = assignment;
  return { ...options, threads, gpus: options.gpus ?? gpus.length, declaredMemory: memory, timeout };
}

/**
 * Finds the job that an earlier run has submitted, if it waits, runs, or has done its work.
 * @returns its key
 */
async function attach({ queue }: Context, task: StageTask): Promise<string | undefined> {
  const since = performance.now();
  const order = await readOrder(task.jobFolder);
  if (!order) return undefined;
  const key = order.submission;
  const end = await readEnd(task.jobFolder, key);
  if (end?.end.type === 'done') return key;
  const state = await queue.answerOn(key, since, task.signal);
  if (state === 'gone' || (isOver(state) && state.state !== 'COMPLETED')) return undefined;
  const message = `It already is job ${state.id}, which an earlier run has submitted.`;
  task.onMessage({ type: 'log', level: 'info', message });
  return key;
}

async function submit({ submissions }: Context, task: StageTask, shape: JobShape): Promise<string> {
  const { stage, jobFolder, logFile, assignment, timeout, signal } = task;
  await mkdir(jobFolder, { recursive: true });
  await rm(logFile, { force: true });
  return submissions.submit(
    {
      stage,
      folder: jobFolder,
      logFile,
      shape,
      order: (submission) => writeOrder(jobFolder, { submission, assignment, timeout }),
    },
    signal,
  );
}

function lostAgain({ why }: Extract<JobOutcome, { state: 'lost' }>): StageExit {
  const message = `Slurm took its job from the machine (${why}) ${LOSSES + 1} times.`;
  const hint = 'Run the same command again to resume. Another partition may help.';
  return { state: 'failed', message: describeError(new UserError(message, { hint })), explained: true };
}

async function removeSlurmOutput(file: string): Promise<void> {
  await rm(file, { force: true });
  // Others of the array may still have theirs.
  await rmdir(dirname(file)).catch(() => {});
}
