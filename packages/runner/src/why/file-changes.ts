import type { StoredFile } from '@fcdd/artifacts';

/** Change of a file. */
export interface FileChange {
  path: string;
  change: 'changed' | 'added' | 'removed';
}

/** Lists the files that differ between two folders. */
export function fileChanges(before: StoredFile[], after: StoredFile[]): FileChange[] {
  const old = new Map(before.map(({ path, digest }) => [path, digest]));
  const present = new Map(after.map(({ path, digest }) => [path, digest]));
  const paths = [...new Set([...old.keys(), ...present.keys()])].sort();
  return paths.flatMap((path): FileChange[] => {
    if (old.get(path) === present.get(path)) return [];
    if (!old.has(path)) return [{ path, change: 'added' }];
    return [{ path, change: present.has(path) ? 'changed' : 'removed' }];
  });
}
