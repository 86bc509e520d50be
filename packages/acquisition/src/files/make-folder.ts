import { mkdir } from 'node:fs/promises';
import { DataError, printable } from '@fcdd/errors';

/**
 * Makes a folder that data are put into, and those around it, where they are not there.
 * @throws DataError where it cannot be made
 */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new DataError(
      `the folder ${printable(folder)} cannot be made; choose a data folder that can be written to, with --data or FCDD_DATA`,
      { cause },
    );
  });
}
