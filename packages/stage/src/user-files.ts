import { DataError } from '@fcdd/errors';
import type { StageSettings } from './definition.ts';

/**
 * Finds the user's file or folder that a parameter names by its digest.
 * @throws DataError where the settings do not contain its path
 */
export function pathOfDigest(digest: string, { files }: Pick<StageSettings, 'files'>): string {
  const path = files[digest];
  if (path === undefined) throw new DataError(`The path of the file or folder ${digest} is unknown.`);
  return path;
}
