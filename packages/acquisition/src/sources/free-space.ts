import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DataError } from '@fcdd/errors';

const makeRoom = 'make room, or keep data on another disk with --data or FCDD_DATA';

/** @throws DataError where the disk that holds the folder of `path` has no room for so many bytes more */
export async function checkFreeSpace(path: string, bytes: number): Promise<void> {
  const folder = dirname(path);
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (bytes > free)
    throw new DataError(
      `the disk that holds ${folder} has ${inMegabytes(free)} MB free, and ${inMegabytes(bytes)} MB more are needed; ${makeRoom}`,
    );
}

/** The error itself, or, where the disk, or the user's share of it, became full, one that says how to make room. */
export function explainFullDisk(error: unknown, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new DataError(`the disk that holds ${dirname(path)} is full; ${makeRoom}`);
}

function inMegabytes(bytes: number): number {
  return Math.ceil(bytes / 1e6);
}
