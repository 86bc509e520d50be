import { openWeights, type Weights } from '@fcdd/acquisition/pretrained';
import { fileDigest } from '@fcdd/acquisition/files';
import { DataError } from '@fcdd/errors';
import { type StageSettings, pathOfDigest } from '@fcdd/stage';

/**
 * Opens a file of weights that is known by its digest.
 * @param digest `sha256:` and the SHA-256 in hexadecimal
 * @param settings tells where files are, by digest
 * @throws DataError where it is missing, is not what it was when the run began, or holds no weights
 */
export async function openUserFile(digest: string, settings: Pick<StageSettings, 'files'>): Promise<Weights> {
  const path = pathOfDigest(digest, settings);
  const found = `sha256:${await fileDigest(path).catch(() => 'missing')}`;
  if (found === digest) return openWeights(path);
  throw new DataError(`The file of weights ${path} has changed since the run began.`, {
    hint: 'Run again, and leave it as it is.',
  });
}
