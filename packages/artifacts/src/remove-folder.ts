import { rm } from 'node:fs/promises';

/**
 * Removes a folder and its contents, as far as possible. On NFS an open file stays under another name (`.nfs…`) until
 * it is closed, and its folder stays too; garbage collection removes them later.
 */
export async function removeFolder(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  } catch (error) {
    if (!['ENOTEMPTY', 'EBUSY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
