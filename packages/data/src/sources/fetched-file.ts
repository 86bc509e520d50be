import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a file by way of a temporary one beside it: it appears whole and checked, or not at all. A file of that name
 * that is there already is kept as `<name>.damaged`, since it may be the user's.
 * @param write writes the temporary file
 * @param check throws where it is not what it should be
 */
export async function createChecked(
  path: string,
  write: (temporary: string) => Promise<void>,
  check: (temporary: string) => Promise<unknown>,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}.part`;
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
