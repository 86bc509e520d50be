import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Folder of small checkpoints that PyTorch 1.13 wrote; see write_checkpoints.py. */
export const fixtureFolder = join(import.meta.dirname, 'files');

export function fixture(name: string): string {
  return join(fixtureFolder, name);
}

/** Makes a folder that is removed after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-checkpoints-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
