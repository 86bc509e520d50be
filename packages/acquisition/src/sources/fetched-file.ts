import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import type { DataSettings } from '../settings.ts';
import { DamagedError } from '../files/verified-file.ts';
import { download } from './download.ts';
import { withFetchLock } from './fetch-lock.ts';
import { dropOrigin, dropPartial } from './partial-file.ts';

export interface FetchedFile {
  url: string;
  /** Where it is put. */
  path: string;
  /** Bytes beyond which the server is not believed. */
  largest: number;
}

/**
 * Downloads a file, once for all processes that want it at the same time: it appears whole and checked, or not at all.
 * A broken download leaves `<path>.part`, with which the next one begins. A file of that name that is there
 * already is kept as `<name>.damaged`, since it may be the user's.
 * @param check throws a DamagedError where the file at this path is not what it should be
 */
export async function fetchFile(
  { url, path, largest }: FetchedFile,
  check: (path: string) => Promise<unknown>,
  settings: DataSettings,
): Promise<void> {
  const part = `${path}.part`;
  await withFetchLock({ path, largest }, settings, async (held) => {
    if (existsSync(path) && (await isSound(path, check))) return;
    try {
      const { resumed } = await download({ url, largest }, part, held);
      const sound = resumed && (await isSound(part, check));
      if (resumed && !sound) {
        held.log(`${url}: what was put together of several downloads is damaged; fetching all of it.`);
        await dropPartial(part);
        await download({ url, largest }, part, held);
      }
      if (!sound) await check(part);
    } catch (error) {
      if (error instanceof DamagedError) await dropPartial(part);
      throw error;
    }
    await setAside(path);
    await rename(part, path);
    await dropOrigin(part);
  });
}

async function isSound(path: string, check: (path: string) => Promise<unknown>): Promise<boolean> {
  try {
    await check(path);
    return true;
  } catch (error) {
    if (error instanceof DamagedError) return false;
    throw error;
  }
}

/**
 * Makes a file by way of a temporary one beside it: it appears whole and checked, or not at all. A file of that name
 * that is there already is kept as `<name>.damaged`.
 * @param write writes the temporary file
 * @param check throws where it is not what it should be
 */
export async function createChecked(
  path: string,
  write: (temporary: string) => Promise<void>,
  check: (temporary: string) => Promise<unknown>,
): Promise<void> {
  await makeFolder(dirname(path));
  const temporary = `${path}.${randomUUID()}.new`;
  try {
    await write(temporary);
    await check(temporary);
    await setAside(path);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function setAside(path: string): Promise<void> {
  await rename(path, `${path}.damaged`).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}
