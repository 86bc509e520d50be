import { isAbsolute } from 'node:path';
import { fileDigest } from '@fcdd/data/file-digest';
import type { ResolvedExperiment } from './rules.ts';

/**
 * The experiment with `sha256:` and its digest in the place of each file that it names, so that a file counts by its
 * content wherever it is; and where these files are, by digest.
 */
export async function withDigests(
  experiment: ResolvedExperiment,
): Promise<{ experiment: ResolvedExperiment; files: Record<string, string> }> {
  const { model } = experiment;
  if (model.weights === null || !isAbsolute(model.weights)) return { experiment, files: {} };
  const digest = `sha256:${await fileDigest(model.weights)}`;
  return {
    experiment: { ...experiment, model: { ...model, weights: digest } },
    files: { [digest]: model.weights },
  };
}
