import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type JobEnd, jobFile } from '@fcdd/stage';
import type { StageExit, StageTask } from '../executor.ts';
import { type JobExit, exitOf } from './commands.ts';
import { awaitEnd, awaitOutputs, readEnd } from './job-folder.ts';
import { type JobState, isOver, isWaiting } from './job-state.ts';
import { followMessages } from './messages.ts';
import type { Queue } from './queue.ts';
import type { JobShape } from './script.ts';
import type { Stops } from './stops.ts';
import { stopped, verdictOn } from './verdict.ts';

export interface FollowedJob {
  /** Name of its array and its index in that. */
  key: string;
  shape: JobShape;
  /** File that Slurm itself writes to. */
  slurmOutput: string;
}

export interface Surroundings {
  queue: Queue;
  stops: Stops;
  /** Milliseconds after which files that another machine has written are visible here. */
  visibleAfter: number;
}

/** End of a job; `lost` means that it ended without its own fault, and is submitted again. */
export type JobOutcome = StageExit | { state: 'lost'; why: string } | { state: 'abandoned'; id: string };

/** Milliseconds between two looks at a job's messages: at least this, and this much more for each followed job. */
const PAUSE = { least: 400, each: 10 };
/** States in which a job ends through no fault of its own, where the site does not put it back into the queue. */
const LOST = ['NODE_FAIL', 'BOOT_FAIL', 'PREEMPTED', 'REVOKED'];

/** Waits for the end of a job, reports its progress, and stops it when the task is stopped. */
export async function followJob(
  task: StageTask,
  job: FollowedJob,
  { queue, stops, visibleAfter }: Surroundings,
): Promise<JobOutcome> {
  const { jobFolder, signal, killSignal } = task;
  const tellMessages = followMessages(jobFile(jobFolder, 'messages'), task.onMessage);
  const tellState = stateTeller(task);
  const since = performance.now();
  queue.hurry();
  for (let last: JobState | undefined; ; await sleep(pauseBetweenLooks(queue))) {
    await tellMessages();
    const end = await readEnd(jobFolder, job.key);
    if (end?.end.type === 'done') return outcomeOf(task, end, visibleAfter);
    // A stopped job may continue: Slurm knows whether it does.
    if (end && !end.stopped && !signal.aborted) return verdictOn(remainsOf(task, job, { end }));
    const state = queue.stateOf(job.key, since);
    if (state === 'unasked') continue;
    if (state === 'gone' || isOver(state)) {
      await tellMessages();
      return conclude(task, job, state === 'gone' ? last : state, visibleAfter);
    }
    tellState(state);
    last = state;
    if (signal.aborted) {
      if (killSignal.aborted && queue.isSilent()) return { state: 'abandoned', id: state.id };
      stops.stop(state, killSignal.aborted ? 'kill' : 'save');
    }
  }
}

/** All jobs together cost the file system at most a hundred looks a second. */
function pauseBetweenLooks(queue: Queue): number {
  return Math.max(PAUSE.least, queue.attendance() * PAUSE.each);
}

async function outcomeOf(task: StageTask, end: JobEnd, patience: number): Promise<StageExit> {
  if (end.end.type !== 'done') throw new Error('The stage is not done.');
  const missing = await awaitOutputs(task.assignment.outputFolder, end.outputs, patience);
  if (missing !== undefined) {
    const message = `Its output '${missing}' is not visible here, although its job has written it.`;
    return { state: 'failed', message, explained: true };
  }
  const { startedAt, duration, threads } = end;
  return { state: 'done', versions: end.end.versions, ran: { startedAt, duration, threads } };
}

async function conclude(
  task: StageTask,
  job: FollowedJob,
  state: JobState | undefined,
  visibleAfter: number,
): Promise<JobOutcome> {
  const exit = await exitOf(job.key, state?.id).catch(() => undefined);
  const how = exit?.state ?? state?.state;
  // A job that was killed writes nothing more.
  const patience = how === 'COMPLETED' || exit?.exitCode === 1 ? visibleAfter : Math.min(visibleAfter, 1000);
  const end = await awaitEnd(task.jobFolder, job.key, patience);
  if (end?.end.type === 'done') return outcomeOf(task, end, visibleAfter);
  if (task.signal.aborted) return stopped();
  if (how !== undefined && LOST.includes(how)) return { state: 'lost', why: how };
  const words = await tailOf(job.slurmOutput);
  return verdictOn({ ...remainsOf(task, job, { end, state, exit }), words });
}

function remainsOf(
  { stage }: StageTask,
  { key, shape }: FollowedJob,
  { end, state, exit }: { end?: JobEnd; state?: JobState; exit?: JobExit },
): Parameters<typeof verdictOn>[0] {
  return {
    id: state?.id ?? key,
    state: exit?.state ?? state?.state,
    exitCode: exit?.exitCode ?? 0,
    signal: exit?.signal ?? 0,
    words: '',
    end,
    asked: shape,
    stage,
  };
}

/** Reports when a job waits and why, when it starts, and when Slurm puts it back into the queue. */
function stateTeller({ onMessage }: StageTask): (state: JobState) => void {
  let told = '';
  let hasRun = false;
  return (state) => {
    const { id, reason } = state;
    const now = isWaiting(state) ? `waits ${reason}` : state.state;
    if (now === told) return;
    told = now;
    if (isWaiting(state)) {
      if (hasRun) {
        const message = `Slurm put job ${id} back into the queue (${reason}): it will resume from the state that it has saved.`;
        onMessage({ type: 'log', level: 'warn', message });
      }
      hasRun = false;
      onMessage({ type: 'queued', job: id, reason });
    } else if (state.state === 'RUNNING') {
      hasRun = true;
      onMessage({ type: 'running', job: id });
    } else if (state.state === 'SUSPENDED') {
      onMessage({ type: 'log', level: 'warn', message: `Slurm has suspended job ${id}.` });
    }
  };
}

const BYTES = 2048;

async function tailOf(file: string): Promise<string> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return '';
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BYTES), 0, BYTES, Math.max(0, size - BYTES));
    return buffer.toString('utf8', 0, bytesRead).trim();
  } finally {
    await handle.close();
  }
}
