import { randomUUID } from 'node:crypto';
import { type Stats, readlinkSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, rename, rm, rmdir, symlink, utimes } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { type Store, type StoredFile, hashFile, stateOf } from '@fcdd/artifacts';

/** A stored file that is shown elsewhere; `path` is relative to the results folder. */
export type Shown = StoredFile;

/** The file is in its place already. */
export function isShown(root: string, file: Shown & { source: string }): boolean {
  const target = join(root, file.path);
  const state = stateOf(target);
  if (state?.isSymbolicLink()) return readlinkSync(target) === file.source;
  return isUnchanged(state, file);
}

/** Puts a file into its place, at once: as a hard link, else a symbolic link, else a copy. */
export async function place(
  root: string,
  { path, source, modified }: Shown & { source: string },
): Promise<void> {
  const target = join(root, path);
  const temporary = join(dirname(target), `.fcdd-${randomUUID()}`);
  await mkdir(dirname(target), { recursive: true });
  try {
    await link(source, temporary)
      .catch(() => symlink(source, temporary))
      .catch(async () => {
        await copyFile(source, temporary);
        await utimes(temporary, modified / 1000, modified / 1000);
      });
    await rename(temporary, target);
  } finally {
    // Renaming one link of a file to another link of it leaves both.
    await rm(temporary, { force: true });
  }
}

/** Tells whether a path holds, unchanged, the file that a run has put there: nothing is lost without it. */
export async function isOurs(
  root: string,
  path: string,
  file: Shown | undefined,
  store: Store,
): Promise<boolean> {
  const target = join(root, path);
  const state = stateOf(target);
  if (state?.isSymbolicLink()) return readlinkSync(target).startsWith(store.folder + sep);
  if (!state?.isFile()) return false;
  // It is a link into the store; and whatever has another name is not lost with this one.
  if (state.nlink > 1) return true;
  if (state.size !== file?.size) return false;
  return isUnchanged(state, file) || (await hashFile(target)) === file.digest;
}

/** Removes a file, and the folders that are empty then. */
export async function remove(root: string, path: string): Promise<void> {
  const target = join(root, path);
  await rm(target, { force: true });
  for (let folder = dirname(target); folder.startsWith(root + sep); folder = dirname(folder)) {
    if ((await readdir(folder)).length > 0) return;
    await rmdir(folder);
  }
}

/** Times of copies are exact to the microsecond only. */
function isUnchanged(state: Stats | undefined, { size, modified }: Shown): boolean {
  return (
    state !== undefined && state.isFile() && state.size === size && Math.abs(state.mtimeMs - modified) < 1
  );
}
