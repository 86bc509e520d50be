import { DataError } from '@fcdd/errors';
import type { StageSettings } from './definition.ts';

/**
 * Where a file or folder of the user's is that a parameter names by its digest.
 * @throws DataError where nobody said that
 */
export function pathOfDigest(digest: string, { files }: Pick<StageSettings, 'files'>): string {
  const path = files[digest];
  if (path === undefined) throw new DataError(`Nobody said where the file or folder ${digest} is.`);
  return path;
}
