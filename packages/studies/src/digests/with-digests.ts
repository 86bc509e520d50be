import { isAbsolute } from 'node:path';
import { digestOfFolders, digestOfPath } from '@fcdd/acquisition/digests';
import { findUserCopy, isHuge } from '@fcdd/data-sets/user-copies';
import { OFFICIAL, type ResolvedExperiment, type DataSource } from '../experiment.ts';
import type { ReadingContext } from '../reading-context.ts';

/**
 * Replaces the paths of the user's files and folders by their digests, so that these count by their contents. The paths
 * are returned by digest.
 * @param dataFolder folder that may hold copies of published data, which only their contents can identify
 * @param options.known digests of paths that other variants of the experiment name too
 */
export async function withDigests(
  experiment: ResolvedExperiment,
  dataFolder: string,
  {
    known = new Map(),
    onLongRead,
  }: Pick<ReadingContext, 'onLongRead'> & { known?: Map<string, Promise<string> | string> } = {},
): Promise<{ experiment: ResolvedExperiment; files: Record<string, string> }> {
  const { dataset, supervision, detector, detectors } = experiment;
  const files: Record<string, string> = {};
  const replace = async (
    path: string,
    digestOf: typeof digestOfPath | typeof digestOfFolders,
  ): Promise<string> => {
    const digest = known.get(path) ?? digestOf(path, onLongRead);
    known.set(path, digest);
    const found = await digest;
    files[found] = path;
    return found;
  };
  const sourceOf = async (name: string | null, source: DataSource): Promise<DataSource> => {
    if (name === null) return source;
    const path = source === OFFICIAL ? findUserCopy(name, dataFolder) : source;
    if (path === undefined) return OFFICIAL;
    return replace(path, isHuge(name) ? digestOfFolders : digestOfPath);
  };
  const withWeights = async <Values extends { weights: string | null }>(values: Values): Promise<Values> => {
    const { weights } = values;
    if (weights === null || !isAbsolute(weights)) return values;
    return { ...values, weights: await replace(weights, digestOfPath) };
  };
  const digested: ResolvedExperiment['detectors'] = {};
  for (const [label, one] of Object.entries(detectors))
    digested[label] = { ...one, fitting: await withWeights(one.fitting) };
  return {
    experiment: {
      ...experiment,
      dataset: { ...dataset, source: await sourceOf(dataset.name, dataset.source) },
      supervision: { ...supervision, origin: await sourceOf(supervision.source, supervision.origin) },
      detector: await withWeights(detector),
      detectors: digested,
    },
    files,
  };
}
