import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dataSets } from '@fcdd/preprocessing/catalogue';

/** What is a user's copy if it is there, in the data folder; and what a folder holds if it is one. */
interface CopyPlace {
  path: string;
  holds: string;
}

/** Unpacked and repacked copies have no known digest: what they hold counts as if the user had named them. */
const places: Record<string, CopyPlace[]> = {
  mvtec: [
    ...mvtecFolder('mvtec'),
    ...mvtecFolder('mvtec/mvtec_anomaly_detection'),
    ...mvtecFolder('mvtec_anomaly_detection'),
    { path: 'mvtec/mvtec_anomaly_detection.tar', holds: '.' },
    { path: 'mvtec/mvtec_anomaly_detection.tar.gz', holds: '.' },
  ],
  imagenet: [
    { path: 'imagenet', holds: 'train' },
    { path: 'imagenet', holds: 'val' },
  ],
  imagenet22k: [{ path: 'imagenet22k', holds: '.' }],
  pascalvoc: [{ path: 'pascalvoc', holds: 'VOCdevkit/VOC2007' }],
};

/** Also one that holds only some of the classes. */
function mvtecFolder(path: string): CopyPlace[] {
  return dataSets['mvtec']!.classes!.map((name) => ({ path, holds: `${name}/train` }));
}

/**
 * Finds a copy of a data set or of outliers in the data folder whose contents nothing can be checked against.
 * @returns its path; undefined where there is none
 */
export function findUserCopy(name: string, dataFolder: string): string | undefined {
  const key = name === 'mvtec_gt' ? 'mvtec' : name;
  for (const { path, holds } of Object.hasOwn(places, key) ? places[key]! : []) {
    const copy = join(dataFolder, path);
    if (existsSync(join(copy, holds))) return copy;
  }
  return undefined;
}
