import { join } from 'node:path';
import type { DataSettings } from '../settings.ts';
import { type KnownFile, largestPacked, readVerified, readVerifiedPath } from '../verified-file.ts';
import { download } from './download.ts';
import { createChecked } from './fetched-file.ts';

/**
 * Downloads those files of a data set, gzipped, that the folder does not hold soundly yet.
 * @param url of the folder that holds `<name>.gz` of each file; ends in a slash
 */
export async function downloadFiles(
  url: string,
  files: KnownFile[],
  folder: string,
  settings: DataSettings,
): Promise<void> {
  for (const file of files) {
    if (await isSound(folder, file)) continue;
    await createChecked(
      join(folder, `${file.name}.gz`),
      (temporary) => download(`${url}${file.name}.gz`, temporary, largestPacked(file.size), settings),
      (temporary) => readVerifiedPath(temporary, file),
    );
  }
}

function isSound(folder: string, file: KnownFile): Promise<boolean> {
  return readVerified(folder, file).then(
    () => true,
    () => false,
  );
}
