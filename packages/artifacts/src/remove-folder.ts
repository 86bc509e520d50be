import { rm } from 'node:fs/promises';

/**
 * Removes a folder with all that is in it, as far as that can be done. On NFS a file that a process has open stays under
 * another name (`.nfs…`) until it is closed, and its folder with it; garbage collection takes it later.
 */
export async function removeFolder(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  } catch (error) {
    if (!['ENOTEMPTY', 'EBUSY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
