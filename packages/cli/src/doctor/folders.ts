import { access, mkdtemp, rmdir, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { formatBytes } from '../format.ts';
import type { Check } from './check.ts';

/** Free bytes below which a run may fill the disk. */
const scarce = 1e9;

/** Checks that a folder can be written, and how much fits. The first run makes a folder that does not exist. */
export async function checkFolder(name: string, path: string, option: string): Promise<Check> {
  const folder = resolve(path);
  const existing = await nearestExisting(folder);
  const { bavail, bsize } = await statfs(existing);
  const free = bavail * bsize;
  const check = { name, detail: `${folder}, ${formatBytes(free)} free` };
  if (!(await isWritable(existing)))
    return { ...check, state: 'missing', hint: `It cannot be written. Choose another with ${option}.` };
  if (free < scarce)
    return { ...check, state: 'missing', hint: `Free some space, or choose another disk with ${option}.` };
  return { ...check, state: 'good' };
}

async function nearestExisting(folder: string): Promise<string> {
  return (await succeeds(access(folder))) ? folder : nearestExisting(dirname(folder));
}

/** Tries to write: access rights do not show that a disk is mounted read-only. */
function isWritable(folder: string): Promise<boolean> {
  return succeeds(mkdtemp(join(folder, '.fcdd-')).then(rmdir));
}

function succeeds(attempt: Promise<unknown>): Promise<boolean> {
  return attempt.then(
    () => true,
    () => false,
  );
}
