import { appendFileSync } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { CancelledError } from '@fcdd/errors';
import { type JobEnd, type JobOrder, jobFile } from './job-files.ts';
import { type Tell, runAssignment } from './run-assignment.ts';

/** Time between two heartbeats, in milliseconds. */
const HEARTBEAT = 10_000;

/**
 * Runs one stage in this process, which a cluster has started as a job. The process reads its order from the job's
 * folder and writes its progress there, so that no runner needs to be present. It ends when the stage does, and
 * aborts the stage on SIGTERM, SIGINT or a timeout.
 * @param folder the job's folder, on a file system that the runner sees too
 * @param submission the submission that started this job
 */
export async function hostJob(folder: string, submission: string): Promise<void> {
  const order = await readOrder(folder);
  if (order?.submission !== submission) {
    console.error(
      `The job's folder '${folder}' no longer exists or belongs to another job. There is nothing to do.`,
    );
    return;
  }
  const end = await carryOut(folder, order);
  await writeEnd(folder, end);
  // Native libraries may keep the process alive otherwise.
  process.exit(end.end.type === 'done' ? 0 : 1);
}

async function readOrder(folder: string): Promise<JobOrder | undefined> {
  try {
    return JSON.parse(await readFile(jobFile(folder, 'order'), 'utf8')) as JobOrder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function carryOut(folder: string, { submission, assignment, timeout }: JobOrder): Promise<JobEnd> {
  const started = new Date();
  const abort = new AbortController();
  const signals = { stopped: false, timedOut: false };
  const stop = (why: keyof typeof signals): void => {
    signals[why] = true;
    abort.abort(new CancelledError());
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop('stopped'));
  const timer = timeout === undefined ? undefined : setTimeout(() => stop('timedOut'), timeout * 1000);
  const heartbeat = setInterval(() => beat(folder), HEARTBEAT);
  await beat(folder);
  // A job that was put back into the queue finds the files of its first attempt.
  await rm(jobFile(folder, 'end'), { force: true });
  await rm(assignment.outputFolder, { recursive: true, force: true });
  await mkdir(assignment.outputFolder, { recursive: true });
  const end = await runAssignment(assignment, abort.signal, teller(folder));
  clearTimeout(timer);
  clearInterval(heartbeat);
  return {
    submission,
    startedAt: started.toISOString(),
    duration: (Date.now() - started.getTime()) / 1000,
    threads: assignment.threads,
    ...signals,
    outputs: end.type === 'done' ? await listOutputs(assignment.outputFolder) : [],
    end,
  };
}

/** Returns a function that writes messages for the runner, and log messages also to the job's log. */
function teller(folder: string): Tell {
  const file = jobFile(folder, 'messages');
  return (message) => {
    if (message.type === 'log') console.log(message.message);
    appendFileSync(file, `${JSON.stringify(message)}\n`);
  };
}

/** Sends a heartbeat. It is a new file, so that the folder's time changes too, by the clock of the file's server. */
async function beat(folder: string): Promise<void> {
  const file = jobFile(folder, 'heartbeat');
  try {
    await writeFile(`${file}.new`, new Date().toISOString());
    await rename(`${file}.new`, file);
  } catch {
    // A missing heartbeat must not stop the stage.
  }
}

async function listOutputs(folder: string): Promise<JobEnd['outputs']> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((item) => item.isFile()).map((item) => join(item.parentPath, item.name));
  return Promise.all(
    files.map(async (file) => ({ path: relative(folder, file), size: (await stat(file)).size })),
  );
}

async function writeEnd(folder: string, end: JobEnd): Promise<void> {
  const file = jobFile(folder, 'end');
  const handle = await open(`${file}.new`, 'w');
  try {
    await handle.writeFile(JSON.stringify(end));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}
