/** Paths of values that always differ, follow from others, or change no compared result. */
const ignored = [
  'name',
  'description',
  'pipeline',
  'sweep',
  'detector.label',
  'detectors',
  'hasBaselines',
  'isBaseline',
  'results',
  'fitting.name',
  'engine.threads',
  'training.stops',
];

/** Returns the values of each experiment that are not the same in all, by path. */
export function differingValues(experiments: readonly object[]): Record<string, string>[] {
  const values = experiments.map((experiment) => new Map(leaves(experiment, [])));
  const paths = [...new Set(values.flatMap((one) => [...one.keys()]))];
  const differing = paths.filter((path) => new Set(values.map((one) => one.get(path))).size > 1);
  return values.map((one) =>
    Object.fromEntries(differing.flatMap((path) => (one.has(path) ? [[path, one.get(path)!]] : []))),
  );
}

/** Lists dotted paths with their values; a list is one value. */
function leaves(value: unknown, keys: string[]): [path: string, text: string][] {
  const path = keys.join('.');
  if (ignored.includes(path)) return [];
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...keys, key]));
  return [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
}
