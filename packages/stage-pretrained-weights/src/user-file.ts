import { openWeights, type Weights } from '@fcdd/acquisition/pretrained';
import { fileDigest } from '@fcdd/acquisition/files';
import { DataError } from '@fcdd/errors';
import { type StageSettings, pathOfDigest } from '@fcdd/stage';

/**
 * Opens the file of weights that has a given digest.
 * @param digest `sha256:` and the SHA-256 in hexadecimal
 * @param settings the paths of files by their digests
 * @throws DataError where the file is missing, has changed since the run began, or holds no weights
 */
export async function openUserFile(digest: string, settings: Pick<StageSettings, 'files'>): Promise<Weights> {
  const path = pathOfDigest(digest, settings);
  const found = `sha256:${await fileDigest(path).catch(() => 'missing')}`;
  if (found === digest) return openWeights(path);
  throw new DataError(`The file of weights ${path} has changed since the run began.`, {
    hint: 'Run again, and do not change the file during the run.',
  });
}
