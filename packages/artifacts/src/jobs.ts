import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { names } from './entry.ts';
import { jobFolderOf } from './layout.ts';
import type { Draft } from './publish.ts';
import { removeFolder } from './remove-folder.ts';
import type { Store } from './store.ts';
import { explainWriteError } from './write-errors.ts';

/**
 * An entry in the making that outlives the session: a job of a cluster writes it, and the run that is there when it has
 * ended publishes it. What an earlier run has begun is kept.
 */
export async function openJobDraft(store: Store, fingerprint: string): Promise<Draft> {
  const folder = join(jobFolderOf(store, fingerprint), 'draft');
  const outputFolder = join(folder, names.output);
  try {
    await mkdir(outputFolder, { recursive: true });
  } catch (error) {
    throw explainWriteError(error, store.folder);
  }
  return { fingerprint, folder, outputFolder };
}

/** Forgets a job, with all that it has written and nobody has published. */
export async function clearJob(store: Store, fingerprint: string): Promise<void> {
  await removeFolder(jobFolderOf(store, fingerprint));
}
