import { readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type JobEnd, type JobOrder, jobFile } from '@fcdd/stage';
import writeFileAtomic from 'write-file-atomic';

/** The orders that an earlier run, or this one, has written into a job's folder. */
export async function readOrder(folder: string): Promise<JobOrder | undefined> {
  return readJson<JobOrder>(jobFile(folder, 'order'));
}

/** Writes the orders of a job, and removes the messages of an earlier one in the same folder. */
export async function writeOrder(folder: string, order: JobOrder): Promise<void> {
  for (const name of ['end', 'messages'] as const) await rm(jobFile(folder, name), { force: true });
  await writeFileAtomic(jobFile(folder, 'order'), JSON.stringify(order));
}

/** The report that the job of this key left at its end; undefined before. */
export async function readEnd(folder: string, submission: string): Promise<JobEnd | undefined> {
  const end = await readJson<JobEnd>(jobFile(folder, 'end'));
  return end?.submission === submission ? end : undefined;
}

/**
 * Waits until the result of a job that has ended is visible here.
 * @param patience milliseconds
 */
export async function awaitEnd(
  folder: string,
  submission: string,
  patience: number,
): Promise<JobEnd | undefined> {
  for (const start = performance.now(); ; await sleep(PAUSE)) {
    // Reading the folder makes a client of NFS ask the server what is in it.
    await readdir(folder).catch(() => []);
    const end = await readEnd(folder, submission);
    if (end ?? performance.now() - start > patience) return end;
  }
}

/**
 * Waits until all files that a job has written are visible here.
 * @param patience milliseconds
 * @returns the path of one that is missing
 */
export async function awaitOutputs(
  folder: string,
  outputs: JobEnd['outputs'],
  patience: number,
): Promise<string | undefined> {
  for (const start = performance.now(); ; await sleep(PAUSE)) {
    const missing = await missingOf(folder, outputs);
    if (missing === undefined || performance.now() - start > patience) return missing;
    await readdir(folder, { recursive: true }).catch(() => []);
  }
}

/** Milliseconds between two looks. */
const PAUSE = 250;

async function missingOf(folder: string, outputs: JobEnd['outputs']): Promise<string | undefined> {
  for (const { path, size } of outputs) {
    const found = await stat(join(folder, path)).catch(() => undefined);
    if (found?.size !== size) return path;
  }
  return undefined;
}

async function readJson<Value>(file: string): Promise<Value | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Value;
  } catch (error) {
    // ESTALE: on NFS, a file that has just been replaced.
    if (['ENOENT', 'ESTALE'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
