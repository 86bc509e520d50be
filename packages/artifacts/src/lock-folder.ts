import { mkdir, open, readFile, readdir, rename, rm, rmdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessIdentity } from './process-identity.ts';

/**
 * The file of a lock. A lock is a folder with one file, whose name is random and whose content identifies the holder.
 * The folder is made elsewhere and renamed into place. On all file systems, NFS included, this is atomic, and it
 * succeeds only where there is no folder or an empty one. Removing the file ends this lock, and never a later one.
 */
export interface LockFile {
  /** Unique. */
  name: string;
  holder: ProcessIdentity;
  /** Time of the holder's last heartbeat, by the clock of the file's server, in milliseconds. */
  beatAt: number;
}

/** Tries to make the lock; returns false where another one exists. */
export async function makeLockFolder(
  folder: string,
  name: string,
  holder: ProcessIdentity,
): Promise<boolean> {
  const temporary = `${folder}.${name}`;
  await mkdir(temporary);
  try {
    await writeFile(join(temporary, name), JSON.stringify(holder));
    // A lock that has just ended leaves an empty folder, which not all file systems replace.
    await rmdir(folder).catch(() => {});
    await rename(temporary, folder);
    return true;
  } catch (error) {
    // NFS repeats a request whose answer was lost, and the second one fails.
    const present = await readLockFolder(folder);
    if (present?.name === name) return true;
    await rm(temporary, { recursive: true, force: true });
    if (present || ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return false;
    throw error;
  }
}

/** Reads the file of the lock; undefined if nobody holds the lock. */
export async function readLockFolder(folder: string): Promise<LockFile | undefined> {
  try {
    // NFS renames a removed file that is still open to a name that begins with `.nfs`.
    const name = (await readdir(folder)).find((name) => !name.startsWith('.nfs'));
    return name === undefined ? undefined : await readLockFile(folder, name);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Ends the lock that the file stands for. */
export async function endLock(folder: string, name: string): Promise<void> {
  await unlink(join(folder, name)).catch((error) => {
    if (!isGone(error)) throw error;
  });
  // Another process may hold the lock already.
  await rmdir(folder).catch(() => {});
}

/**
 * Sends a heartbeat: writes the same content again, so that the file's server sets the time.
 * @returns false if the lock has been lost
 */
export async function beat(folder: string, name: string, holder: ProcessIdentity): Promise<boolean> {
  try {
    const handle = await open(join(folder, name), 'r+');
    try {
      await handle.write(JSON.stringify(holder), 0);
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    return !isGone(error);
  }
}

/** The present time by the clock of the server that keeps the folder, in milliseconds. */
export async function serverTime(folder: string): Promise<number> {
  const file = `${folder}.${crypto.randomUUID()}`;
  const handle = await open(file, 'wx');
  try {
    await handle.write('.');
    await handle.sync();
    return (await handle.stat()).mtimeMs;
  } finally {
    await handle.close();
    await rm(file, { force: true });
  }
}

/** Reads the lock file through a handle, because opening it makes NFS ask the server for its time. */
async function readLockFile(folder: string, name: string): Promise<LockFile> {
  const handle = await open(join(folder, name));
  try {
    const { mtimeMs } = await handle.stat();
    const text = await readFile(handle, 'utf8');
    return { name, holder: parseHolder(text), beatAt: mtimeMs };
  } finally {
    await handle.close();
  }
}

/** Parses the holder. A damaged file names no process, so that only the age of the lock decides. */
function parseHolder(text: string): ProcessIdentity {
  try {
    return JSON.parse(text) as ProcessIdentity;
  } catch {
    return { host: '', pid: 0 };
  }
}

/** Whether the file is gone. NFS reports ESTALE for a file that another machine has removed. */
function isGone(error: unknown): boolean {
  return ['ENOENT', 'ESTALE'].includes((error as NodeJS.ErrnoException).code ?? '');
}
