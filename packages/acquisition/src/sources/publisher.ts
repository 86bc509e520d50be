import { join } from 'node:path';
import type { DataSettings } from '../settings.ts';
import { type KnownFile, largestPacked, readVerified, readVerifiedPath } from '../files/verified-file.ts';
import { fetchFile } from './fetched-file.ts';

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
    const packed = `${file.name}.gz`;
    await fetchFile(
      { url: url + packed, path: join(folder, packed), largest: largestPacked(file.size) },
      (path) => readVerifiedPath(path, file),
      settings,
    );
  }
}

function isSound(folder: string, file: KnownFile): Promise<boolean> {
  return readVerified(folder, file).then(
    () => true,
    () => false,
  );
}
