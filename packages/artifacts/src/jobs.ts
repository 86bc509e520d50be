import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { names } from './entry.ts';
import { jobFolderOf } from './layout.ts';
import type { Draft } from './publish.ts';
import { removeFolder } from './remove-folder.ts';
import type { Store } from './store.ts';
import { explainWriteError } from './write-errors.ts';

/**
 * Opens an unfinished entry that outlives the session. A cluster job writes it, and the run that sees the job end
 * publishes it. The work of an earlier run is kept.
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

/** Removes a job's folder, with all unpublished output. */
export async function clearJob(store: Store, fingerprint: string): Promise<void> {
  await removeFolder(jobFolderOf(store, fingerprint));
}
