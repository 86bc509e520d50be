import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Writes files, by name, into a new folder that is removed when the test ends. Returns the folder. */
export async function temporaryFiles(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-experiment-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

/** Returns the message with which the work fails, with paths relative to the folder. */
export async function failureOf(work: Promise<unknown>, folder = ''): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as Error).message.replaceAll(`${folder}/`, '');
  }
  throw new Error('It did not fail.');
}
