import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { type Store, explainDiskFull, outputFolderOf } from '@fcdd/artifacts';
import { UserError } from '@fcdd/errors';
import type { StageEntry } from './origin.ts';
import { type Shown, isShown, place, removeIfOurs, stateOf } from './shown-file.ts';
import { LIST, readList, replaceList, toLines } from './shown-list.ts';

/** The folder in which users find what the stages of an experiment have made. */
export interface Results {
  /** Shows the files of an entry in a folder below. */
  show(entry: StageEntry, folder: string): Promise<void>;
  /** Removes what former runs have shown and this one has not, unless somebody has changed it. */
  removeStale(): Promise<void>;
}

export async function openResults(store: Store, root: string): Promise<Results> {
  const former = await readList(root);
  const shown = new Map<string, Shown>();

  async function show(entry: StageEntry, below: string): Promise<void> {
    const files = entry.files.map((file) => ({
      ...file,
      path: normalize(join(below, file.path)),
      source: join(outputFolderOf(store, entry), file.path),
    }));
    await checkFolders(root, new Set(files.map(({ path }) => dirname(path))));
    for (const file of files) remember(file);
    const changed: typeof files = [];
    for (const file of files) if (!(await isShown(root, file))) changed.push(file);
    if (changed.length === 0) return;
    await mkdir(root, { recursive: true });
    // Listed before they are there: a run that is killed in between leaves nothing unknown.
    await appendFile(join(root, LIST), toLines(changed));
    for (const file of changed) await place(root, file);
  }

  function remember(file: Shown): void {
    const other = shown.get(file.path);
    if (other && other.digest !== file.digest) {
      throw new UserError(`Two stages show different files as '${join(root, file.path)}'.`, {
        hint: "Give them different folders with 'results' in the pipeline file.",
      });
    }
    shown.set(file.path, file);
  }

  async function removeStale(): Promise<void> {
    const stale = [...former.values()].filter(({ path }) => !shown.has(path));
    for (const file of stale) await removeIfOurs(root, file, store);
    if (stale.length > 0 || former.size !== shown.size) await replaceList(root, [...shown.values()]);
  }

  return {
    removeStale,
    show: (entry, below) =>
      show(entry, below).catch((error: unknown) => {
        throw explainDiskFull(error, root);
      }),
  };
}

/** @throws UserError if a folder on the way is a link: it may lead anywhere */
async function checkFolders(root: string, folders: ReadonlySet<string>): Promise<void> {
  const all = new Set([root]);
  for (const folder of folders)
    for (let path = folder; path !== '.'; path = dirname(path)) all.add(join(root, path));
  for (const folder of all) {
    const state = await stateOf(folder);
    if (state && !state.isDirectory()) {
      throw new UserError(`The results cannot be shown: '${folder}' is a link or a file, not a folder.`, {
        hint: 'Move it away.',
      });
    }
  }
}
