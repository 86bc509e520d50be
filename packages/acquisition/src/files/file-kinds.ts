import { type Stats, statSync } from 'node:fs';

/** Status of the file at a path, or of the one that a link there leads to; undefined where nothing is, or links lead in circles. */
export function statsAt(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

export function isFile(path: string): boolean {
  return statsAt(path)?.isFile() ?? false;
}

export function isFolder(path: string): boolean {
  return statsAt(path)?.isDirectory() ?? false;
}
