/**
 * Supervision modes, which say where training anomalies come from. This file has only names and titles, so that it
 * loads fast.
 */
export const supervisionModes = {
  unsupervised: { title: 'nominal images only', usesSource: false },
  other: { title: 'true anomalies of the training set, as many as nominal images', usesSource: false },
  noise: { title: 'a whole generated or outlier image instead of a nominal one', usesSource: true },
  malformed_normal: { title: 'a generated or outlier image added to a nominal one', usesSource: true },
  malformed_normal_gt: { title: 'the same, with the map of the changed pixels', usesSource: true },
} as const satisfies Record<string, { title: string; usesSource: boolean }>;

/** Sources of generated anomalies, by name. Sources of outliers are in the catalogue of `@fcdd/data-sets`. */
export const syntheticSources = {
  gaussian: { title: 'normally distributed values' },
  uniform: { title: 'uniformly distributed values' },
  solid: { title: 'one colour per image' },
  blob: { title: 'small white squares' },
  mixed_blob: { title: 'large squares, white and coloured per pixel' },
  confetti: { title: 'blurred, rotated squares of random size and colour' },
} as const satisfies Record<string, { title: string }>;

export type SupervisionMode = keyof typeof supervisionModes;
export type SyntheticSource = keyof typeof syntheticSources;

export function isSyntheticSource(source: string): source is SyntheticSource {
  return Object.hasOwn(syntheticSources, source);
}
