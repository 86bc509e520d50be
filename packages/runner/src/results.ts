import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Store, explainWriteError, logFileOf, outputFolderOf, stateOf } from '@fcdd/artifacts';
import { UserError } from '@fcdd/errors';
import type { StageNode } from '@fcdd/stage';
import type { StageEntry } from './origin.ts';
import { type Shown, isOurs, isShown, place, remove } from './shown-file.ts';
import { LIST, readList, replaceList, toLines } from './shown-list.ts';

/** The folder in which users find the outputs of an experiment's stages. */
export interface Results {
  /** Shows the outputs of a node in its folder, and its log among the logs. */
  show(entry: StageEntry, node: StageNode): Promise<void>;
  /** Tells whether this run has shown a file at this path. */
  has(path: string): boolean;
  /** Removes files that former runs have shown and this one has not, unless somebody has changed them. */
  removeStale(): Promise<void>;
}

export async function openResults(store: Store, root: string): Promise<Results> {
  const explain = (error: unknown): never => {
    throw explainWriteError(error, root);
  };
  // The run checks whether results can be shown before stages run for hours.
  await mkdir(root, { recursive: true }).catch(explain);
  const former = await readList(root);
  const shown = new Map<string, Shown>();

  async function show(entry: StageEntry, node: StageNode): Promise<void> {
    const files = [...outputsOf(store, entry, node), ...logOf(store, entry, node)];
    for (const file of files) remember(file);
    const missing = files.filter((file) => !isShown(root, file));
    if (missing.length === 0) return;
    checkFolders(root, new Set(missing.map(({ path }) => dirname(path))));
    const changed: typeof files = [];
    const inTheWay: string[] = [];
    for (const file of missing) {
      if (await isFree(file.path)) changed.push(file);
      else inTheWay.push(file.path);
    }
    if (changed.length > 0) {
      // Listed before they are there: a run that is killed in between leaves nothing unknown.
      await appendFile(join(root, LIST), toLines(changed));
      for (const file of changed) await place(root, file);
    }
    if (inTheWay.length > 0) throw keptFile(join(root, inTheWay[0]!));
  }

  /** The path is empty, or holds a file that this program has put there, perhaps in another run at this moment. */
  async function isFree(path: string): Promise<boolean> {
    if (!stateOf(join(root, path))) return true;
    if (await isOurs(root, path, former.get(path), store)) return true;
    return isOurs(root, path, (await readList(root)).get(path), store);
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
    for (const file of stale) if (await isOurs(root, file.path, file, store)) await remove(root, file.path);
    if (stale.length > 0 || former.size !== shown.size) await replaceList(root, [...shown.values()]);
  }

  return {
    has: (path) => shown.has(path),
    show: (entry, node) => show(entry, node).catch(explain),
    removeStale: () => removeStale().catch(explain),
  };
}

type ToShow = Shown & { source: string };

function outputsOf(store: Store, entry: StageEntry, { results }: StageNode): ToShow[] {
  const outputs = outputFolderOf(store, entry);
  return results.flatMap((folder) =>
    entry.files.map((file) => ({
      ...file,
      path: join(folder, file.path),
      source: join(outputs, file.path),
    })),
  );
}

/** No log where somebody has removed it from the store: a log is not an output, and its loss does not matter. */
function logOf(store: Store, entry: StageEntry, { id }: StageNode): ToShow[] {
  const source = logFileOf(store, entry);
  if (!entry.log || !stateOf(source)) return [];
  return [{ ...entry.log, path: join('logs', `${id.replaceAll(/[/\\]/g, '_')}.log`), source }];
}

function keptFile(file: string): UserError {
  return new UserError(`'${file}' is kept: it has changed since a run put it there.`, {
    hint: 'Move it away to see the result in its place.',
  });
}

/** @throws UserError if a folder on the way is a link: it may lead anywhere */
function checkFolders(root: string, folders: ReadonlySet<string>): void {
  const all = new Set([root]);
  for (const folder of folders)
    for (let path = folder; path !== '.'; path = dirname(path)) all.add(join(root, path));
  for (const folder of all) {
    const state = stateOf(folder);
    if (state && !state.isDirectory()) {
      throw new UserError(`The results cannot be shown: '${folder}' is a link or a file, not a folder.`, {
        hint: 'Move it away.',
      });
    }
  }
}
