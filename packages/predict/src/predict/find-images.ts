import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { UserError } from '@fcdd/errors';

export interface FoundImage {
  path: string;
  /** Names of the folders that hold it, from the given folder down, and its own name. */
  place: string[];
}

/**
 * Finds the files at these paths and, for folders, all files below them, in the order of their names. It skips hidden
 * files and links to folders, which may form circles.
 * @param except a folder that is skipped
 * @throws UserError where a path leads to neither a file nor a folder
 */
export async function findImages(paths: readonly string[], except: string): Promise<FoundImage[]> {
  const found: FoundImage[] = [];
  for (const path of paths) {
    const state = await stat(path).catch((cause: unknown) => {
      throw new UserError(`There is no file or folder '${path}'.`, { cause });
    });
    const place = [basename(resolve(path))];
    if (state.isDirectory()) await addFolder(found, path, place, resolve(except));
    else if (state.isFile()) found.push({ path, place });
    else throw new UserError(`'${path}' is neither a file nor a folder.`);
  }
  return found;
}

async function addFolder(
  found: FoundImage[],
  folder: string,
  place: string[],
  except: string,
): Promise<void> {
  if (resolve(folder) === except) return;
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new UserError(`The folder '${folder}' cannot be read.`, { cause });
  });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    const inside = [...place, entry.name];
    if (entry.isDirectory()) await addFolder(found, path, inside, except);
    else if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(path))))
      found.push({ path, place: inside });
  }
}

/** Whether a link leads to a file. */
async function isFile(path: string): Promise<boolean> {
  const state = await stat(path).catch(() => undefined);
  return state?.isFile() ?? false;
}
