import { mkdir } from 'node:fs/promises';
import { explainWriteError } from './write-errors.ts';
import { checkpointFolder } from './layout.ts';
import { removeFolder } from './remove-folder.ts';
import type { Store } from './store.ts';

/** Opens the folder in which an interrupted stage finds what it has saved; the folder is empty at first. */
export async function openCheckpoint(store: Store, fingerprint: string): Promise<string> {
  const folder = checkpointFolder(store, fingerprint);
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw explainWriteError(error, store.folder);
  }
  return folder;
}

export async function clearCheckpoint(store: Store, fingerprint: string): Promise<void> {
  await removeFolder(checkpointFolder(store, fingerprint));
}
