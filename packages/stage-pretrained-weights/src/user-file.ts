import { type Weights, fileDigest, openWeights } from '@fcdd/data';
import { DataError } from '@fcdd/errors';

/**
 * Opens a file of weights that is known by its digest.
 * @param digest `sha256:` and the SHA-256 in hexadecimal
 * @param files where files are, by digest
 * @throws DataError where it is missing, is not what it was when the run began, or holds no weights
 */
export async function openUserFile(digest: string, files: Record<string, string>): Promise<Weights> {
  const path = files[digest];
  if (!path) throw new DataError(`Nobody said where the file of weights ${digest} is.`);
  const found = `sha256:${await fileDigest(path).catch(() => 'missing')}`;
  if (found === digest) return openWeights(path);
  throw new DataError(`The file of weights ${path} has changed since the run began.`, {
    hint: 'Run again, and leave it as it is.',
  });
}
