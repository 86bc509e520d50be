import { mkdir, open, readFile, readdir, rename, rm, rmdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessIdentity } from './process-identity.ts';

/**
 * A lock is a folder that holds one file, which is named by chance and tells who holds the lock. The folder is made
 * elsewhere and renamed into place, which works on all file systems, also NFS, at once or not at all, and only where
 * there is none or an empty one. Who removes the file has ended that lock, and never a later one.
 */
export interface LockFile {
  /** Unique. */
  name: string;
  holder: ProcessIdentity;
  /** When its holder last gave a sign of life, by the clock of the file's server, in milliseconds. */
  beatAt: number;
}

/** Tries to make the lock; false where there is one. */
export async function makeLockFolder(
  folder: string,
  name: string,
  holder: ProcessIdentity,
): Promise<boolean> {
  const temporary = `${folder}.${name}`;
  await mkdir(temporary);
  try {
    await writeFile(join(temporary, name), JSON.stringify(holder));
    // Not all file systems replace an empty folder, which is what a lock leaves that has just ended.
    await rmdir(folder).catch(() => {});
    await rename(temporary, folder);
    return true;
  } catch (error) {
    // An answer of NFS that was lost: the same request then fails the second time.
    const present = await readLockFolder(folder);
    if (present?.name === name) return true;
    await rm(temporary, { recursive: true, force: true });
    if (present || ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return false;
    throw error;
  }
}

/** Who holds the lock; undefined if nobody does. */
export async function readLockFolder(folder: string): Promise<LockFile | undefined> {
  try {
    // NFS keeps a removed file that is open under a name of its own.
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
  // Somebody else may have it already.
  await rmdir(folder).catch(() => {});
}

/**
 * Gives a sign of life: writes what is there, so that the file's server sets the time.
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

/** Opened, since NFS then asks the server for the time of the file. */
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

/** What is damaged is nobody's that could be asked after: its age decides. */
function parseHolder(text: string): ProcessIdentity {
  try {
    return JSON.parse(text) as ProcessIdentity;
  } catch {
    return { host: '', pid: 0 };
  }
}

/** ESTALE: on NFS, of something that another machine has removed. */
function isGone(error: unknown): boolean {
  return ['ENOENT', 'ESTALE'].includes((error as NodeJS.ErrnoException).code ?? '');
}
