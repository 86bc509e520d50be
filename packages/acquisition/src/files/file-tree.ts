import { type BigIntStats, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import { isFolder } from './file-kinds.ts';

/** A file in a folder of the user's. */
export interface TreeFile {
  /** Relative to the folder, with slashes. */
  name: string;
  path: string;
  stats: BigIntStats;
}

/**
 * All files of a folder and of the folders in it, by code points of their names, but no hidden ones: their names start
 * with a dot. Links are followed within the folder.
 * @throws DataError that names an entry that is not a file, folder or link into the folder, and a name that is not UTF-8
 */
export function listTree(folder: string): TreeFile[] {
  return listFolder(folder, '', { root: folder, realRoot: realpathSync(folder), open: [] });
}

/** Names of what is in a folder and not hidden, in order of code points. */
export function namesIn(folder: string): string[] {
  return readdirSync(folder, { encoding: 'buffer' })
    .sort(Buffer.compare)
    .map((name) => decodeName(name, folder))
    .filter((name) => !name.startsWith('.'));
}

/** Names of the folders in a folder, and of links to one. */
export function foldersIn(folder: string): string[] {
  return namesIn(folder).filter((name) => isFolder(join(folder, name)));
}

interface Walk {
  root: string;
  realRoot: string;
  /** Real paths of the folders around the one that is listed. */
  open: string[];
}

function listFolder(folder: string, prefix: string, walk: Walk): TreeFile[] {
  const real = realpathSync(folder);
  if (walk.open.includes(real))
    throw new DataError(`The link ${printable(folder)} leads in a circle.`, { hint: 'Remove it.' });
  const inner = { ...walk, open: [...walk.open, real] };
  return namesIn(folder).flatMap((name): TreeFile[] => {
    const path = join(folder, name);
    const stats = statsOf(path, walk);
    if (stats.isDirectory()) return listFolder(path, `${prefix}${name}/`, inner);
    if (stats.isFile()) return [{ name: prefix + name, path, stats }];
    throw new DataError(`${printable(path)} is neither a file nor a folder.`, { hint: 'Remove it.' });
  });
}

/** Status of the target of a link. */
function statsOf(path: string, { root, realRoot }: Walk): BigIntStats {
  const stats = lstatSync(path, { bigint: true });
  if (!stats.isSymbolicLink()) return stats;
  const target = realPathOf(path);
  if (target === undefined)
    throw new DataError(`The link ${printable(path)} leads nowhere.`, { hint: 'Remove it.' });
  const way = relative(realRoot, target);
  if (way === '..' || way.startsWith(`..${sep}`))
    throw new DataError(`The link ${printable(path)} leads out of ${printable(root)}.`, {
      hint: 'Put the file or folder itself in its place.',
    });
  return statSync(path, { bigint: true });
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function decodeName(bytes: Buffer, folder: string): string {
  const name = bytes.toString();
  if (Buffer.from(name).equals(bytes)) return name;
  throw new DataError(`A name in ${printable(folder)} is not UTF-8: ${printable(bytes.toString('latin1'))}`, {
    hint: 'Rename it.',
  });
}
