import { access } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder that is a user's copy if it is there, in the data folder; and a path in it that tells. */
interface CopyPlace {
  folder: string;
  holds: string;
}

/** Unpacked copies have no known digest: what they hold counts as if the user had named them. */
const places: Record<string, CopyPlace[]> = {
  mvtec: [
    { folder: 'mvtec', holds: 'bottle/train' },
    { folder: 'mvtec/mvtec_anomaly_detection', holds: 'bottle/train' },
  ],
  imagenet: [{ folder: 'imagenet', holds: 'train' }],
  imagenet22k: [{ folder: 'imagenet22k', holds: '.' }],
  pascalvoc: [{ folder: 'pascalvoc', holds: 'VOCdevkit/VOC2007' }],
};

/**
 * Finds a copy of a data set or of outliers in the data folder whose contents nothing can be checked against.
 * @returns its path; undefined where there is none
 */
export async function findUserCopy(name: string, dataFolder: string): Promise<string | undefined> {
  const key = name === 'mvtec_gt' ? 'mvtec' : name;
  for (const { folder, holds } of Object.hasOwn(places, key) ? places[key]! : []) {
    const path = join(dataFolder, folder);
    if (await exists(join(path, holds))) return path;
  }
  return undefined;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
