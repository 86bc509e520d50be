import type { ResolvedExperiment } from '../experiment.ts';

/**
 * Returns the digests of the user's files and folders, by the path in the experiment that names them.
 * @param given values from the experiment's files
 * @param digested the experiment with digests in place of paths, and the paths by digest
 */
export function namedFiles(
  given: Record<string, unknown>,
  { experiment, files }: { experiment: ResolvedExperiment; files: Record<string, string> },
): Record<string, string> {
  const { dataset, supervision, detector } = experiment;
  const found = [
    ['dataset', 'path', dataset.source],
    ['supervision', 'path', supervision.origin],
    ['detector', 'weights', detector.weights],
  ] as const;
  return Object.fromEntries(
    found.flatMap(([section, key, digest]) => {
      const isGiven = typeof (given[section] as Record<string, unknown> | undefined)?.[key] === 'string';
      return isGiven && digest !== null && Object.hasOwn(files, digest)
        ? [[`${section}.${key}`, digest]]
        : [];
    }),
  );
}
