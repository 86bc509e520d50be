import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CopyPlace } from './collection.ts';
import { collections } from './list.ts';

/**
 * Finds a copy of a collection in the data folder whose contents nothing can be checked against.
 * @returns its path; undefined where there is none
 */
export function findUserCopy(name: string, dataFolder: string): string | undefined {
  return findCopy(collectionOf(name)?.copies ?? [], dataFolder);
}

/** The path of the first copy that is there, if any. */
export function findCopy(places: readonly CopyPlace[], dataFolder: string): string | undefined {
  return places
    .filter(({ path, holds }) => existsSync(join(dataFolder, path, holds)))
    .map(({ path }) => join(dataFolder, path))[0];
}

/** Whether a collection has millions of files, so that a copy counts by its folders rather than by all contents. */
export function isHuge(name: string): boolean {
  return collectionOf(name)?.isHuge ?? false;
}

function collectionOf(name: string) {
  return collections.find((collection) => collection.name === name);
}
