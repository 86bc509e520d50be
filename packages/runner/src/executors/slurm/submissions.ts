import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '@fcdd/errors';
import { JOB_PREFIX, SlurmSilentError, jobKey, listJobs, maxArraySize, submitScript } from './commands.ts';
import { type JobShape, jobScript, sbatchOptions } from './script.ts';

/** A task to submit to Slurm. */
export interface Submittable {
  stage: string;
  /** Folder in which the job finds its orders. */
  folder: string;
  logFile: string;
  shape: JobShape;
  /** Writes the orders for the job with this key. */
  order(key: string): Promise<void>;
}

export interface Submissions {
  /**
   * Submits a task together with similar ones that arrive at the same moment.
   * @returns the job's key
   * @throws UserError with sbatch's own words where it refuses
   */
  submit(task: Submittable, signal: AbortSignal): Promise<string>;
}

export interface SubmissionsOptions {
  /** Folder for Slurm's own output about jobs. */
  outputsFolder: string;
  /** Command that hosts a stage. */
  command: string[];
  onWarning(message: string): void;
}

interface Waiting {
  task: Submittable;
  signal: AbortSignal;
  resolve(key: string): void;
  reject(error: unknown): void;
}

/** Milliseconds: alike tasks are collected until no more come for a moment, or some have waited long enough. */
const MOMENT = { quiet: 200, longest: 2000 };
interface Group {
  waiting: Waiting[];
  timer: NodeJS.Timeout;
  /** When it is submitted even if more tasks come. */
  latest: number;
}

/** Seconds between two attempts while Slurm does not answer. */
const PAUSE = 5;

export function createSubmissions({ outputsFolder, command, onWarning }: SubmissionsOptions): Submissions {
  const groups = new Map<string, Group>();
  let largest: Promise<number> | undefined;

  function submit(task: Submittable, signal: AbortSignal): Promise<string> {
    const likeness = JSON.stringify([task.stage, task.shape]);
    return new Promise((resolve, reject) => {
      const group = groups.get(likeness) ?? collect(likeness);
      group.waiting.push({ task, signal, resolve, reject });
      if (performance.now() < group.latest) group.timer.refresh();
    });
  }

  function collect(likeness: string): Group {
    const timer = setTimeout(() => {
      groups.delete(likeness);
      void submitGroup(group.waiting);
    }, MOMENT.quiet);
    const group: Group = { waiting: [], timer, latest: performance.now() + MOMENT.longest };
    groups.set(likeness, group);
    return group;
  }

  async function submitGroup(group: Waiting[]): Promise<void> {
    const wanted = group.filter(({ signal, reject }) => {
      if (signal.aborted) reject(signal.reason);
      return !signal.aborted;
    });
    try {
      const size = wanted.length < 2 ? 1 : await (largest ??= maxArraySize());
      for (let start = 0; start < wanted.length; start += size)
        await submitArray(wanted.slice(start, start + size));
    } catch (error) {
      largest = undefined;
      for (const { reject } of wanted) reject(error);
    }
  }

  async function submitArray(array: Waiting[]): Promise<void> {
    const { stage, shape } = array[0]!.task;
    const name = `${JOB_PREFIX}${stage.replace(/[^\w-]/g, '-')}-${randomBytes(6).toString('hex')}`;
    const outputs = join(outputsFolder, name);
    await mkdir(outputs, { recursive: true });
    // A job that ends removes its output, and the folder once it is empty: jobs that still wait need it.
    await Promise.all(array.map((_, index) => writeFile(join(outputs, `${index}.txt`), '')));
    await Promise.all(array.map(({ task }, index) => task.order(jobKey(name, index))));
    const options = sbatchOptions(name, array.length, shape, outputs);
    const script = jobScript(
      shape,
      name,
      command,
      array.map(({ task }) => task),
    );
    await submitPatiently(name, options, script, array[0]!.signal);
    for (const [index, { resolve }] of array.entries()) resolve(jobKey(name, index));
  }

  async function submitPatiently(
    name: string,
    options: string[],
    script: string,
    signal: AbortSignal,
  ): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        // Slurm may have taken the job although its answer did not arrive.
        if (attempt > 1 && (await listJobs()).has(jobKey(name, 0))) return;
        await submitScript(options, script);
        return;
      } catch (error) {
        if (error instanceof UserError) throw refusal(error, options);
        if (!(error instanceof SlurmSilentError)) throw error;
        if (attempt === 1)
          onWarning(`Slurm does not take jobs (${error.message}). The run waits and tries again.`);
        await sleep(PAUSE * 1000, undefined, { signal });
      }
    }
  }

  return { submit };
}

function refusal({ message, hint }: UserError, options: string[]): UserError {
  const shown = options.filter((option) => !/^--(job-name|output|open-mode|requeue)/.test(option));
  return new UserError(`Slurm refused the job: ${message.replaceAll('sbatch: error: ', '')}`, {
    hint: hint ?? `It was asked for ${shown.join(' ')}: check the profile (--profile).`,
  });
}
