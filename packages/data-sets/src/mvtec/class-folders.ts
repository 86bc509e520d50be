import { join } from 'node:path';
import { foldersIn, isFolder } from '@fcdd/acquisition/files';

/** Folder that the publisher's archive is unpacked into by some users. */
const mvtecFolder = 'mvtec_anomaly_detection';

/** The folder that holds the class folders of an unpacked copy of MVTec-AD, and their names; undefined where there are none. */
export function findClassFolders(path: string): { root: string; classes: string[] } | undefined {
  return [path, join(path, mvtecFolder)]
    .map((root) => ({ root, classes: classFolders(root) }))
    .find(({ classes }) => classes.length > 0);
}

function classFolders(root: string): string[] {
  if (!isFolder(root)) return [];
  return foldersIn(root).filter((name) => {
    const inside = foldersIn(join(root, name));
    return inside.includes('train') || inside.includes('test');
  });
}
