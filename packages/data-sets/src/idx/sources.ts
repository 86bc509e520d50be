import { join } from 'node:path';
import {
  type Attempt,
  type DataSettings,
  downloadFiles,
  fetchDebianPackage,
  type KnownFile,
  npmPackage,
  readVerified,
} from '@fcdd/acquisition';
import type { IdxDataSet } from './idx-data-set.ts';

/** The contents of files, in the order in which they were asked for. */
export type FileContents = Buffer[];

/** The user's folder for a data set. */
export function userFolder(name: string, { dataFolder }: DataSettings): string {
  return join(dataFolder, name);
}

/** Ways to the files that fetch nothing, in the order in which they are tried. */
export function localAttempts(
  name: string,
  { systemFolder, npmPackage: npm }: IdxDataSet,
  files: KnownFile[],
  settings: DataSettings,
): Attempt<FileContents>[] {
  const own = userFolder(name, settings);
  const attempts: Attempt<FileContents>[] = [
    { source: `the folder ${own}`, load: () => readAll(own, files) },
  ];
  if (systemFolder)
    attempts.push({ source: `the folder ${systemFolder}`, load: () => readAll(systemFolder, files) });
  if (npm)
    attempts.push({
      source: `the npm package ${npm.name}`,
      load: async () => readAll(join((await npmPackage(npm.name)).folder, npm.folder), files),
    });
  return attempts;
}

/** Ways to the files over the network, likewise. Fetched files stay in the user's folder. */
export function fetchingAttempts(
  name: string,
  { debianPackage, url }: IdxDataSet,
  files: KnownFile[],
  settings: DataSettings,
): Attempt<FileContents>[] {
  const own = userFolder(name, settings);
  const attempts: Attempt<FileContents>[] = [];
  if (debianPackage)
    attempts.push({
      source: `Debian's package ${debianPackage.name}`,
      fetches: true,
      async load() {
        await fetchDebianPackage(debianPackage, files, own, settings);
        return readAll(own, files);
      },
    });
  attempts.push({
    source: url,
    fetches: true,
    async load() {
      await downloadFiles(url, files, own, settings);
      return readAll(own, files);
    },
  });
  return attempts;
}

async function readAll(folder: string, files: KnownFile[]): Promise<FileContents> {
  const contents: FileContents = [];
  for (const file of files) contents.push(await readVerified(folder, file));
  return contents;
}
