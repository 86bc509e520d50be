import { nest } from '../override.ts';
import type { Place } from '../place.ts';
import { type PlacedMap, mergeMaps } from '../placed.ts';
import type { Problem } from '../problem.ts';
import { describeValue } from '../words.ts';
import type { SweepPoint } from './sweep.ts';

/** The experiment with the values of a point on top, as if its file said so where the sweep does. */
export function layerPoint(root: PlacedMap, { assignments }: SweepPoint): PlacedMap {
  return assignments
    .map(({ path, pathPlace, value }) => nest(path.split('.'), value, pathPlace))
    .reduce(mergeMaps, root);
}

/**
 * What is wrong with variants, each problem once: most variants have what is wrong with one. A problem that only some
 * have, and that is told elsewhere than at a swept value, says which.
 * @param problems of each variant
 */
export function variantProblems(points: SweepPoint[], problems: Problem[][]): Problem[] {
  const found = new Map<string, { problem: Problem; of: SweepPoint[] }>();
  for (const [index, point] of points.entries())
    for (const problem of problems[index]!) {
      const key = keyOf(problem);
      const { of } = found.get(key) ?? { of: [] };
      found.set(key, { problem, of: [...of, point] });
    }
  return [...found.values()].map(({ problem, of }) =>
    of.length === points.length || of.some((point) => isSwept(problem.place, point))
      ? problem
      : { ...problem, message: `${describeVariants(of)}: ${problem.message}` },
  );
}

function keyOf({ place: { source, start, end }, message }: Problem): string {
  return JSON.stringify([source.label, start, end, message]);
}

function isSwept(place: Place, { assignments }: SweepPoint): boolean {
  return assignments.some(({ pathPlace, value }) =>
    [pathPlace, value.place].some(
      ({ source, start, end }) => source === place.source && start <= place.start && place.end <= end,
    ),
  );
}

/** Such as `Variant v02 (training.objective=ae) and 3 more`. */
function describeVariants([{ name, values }, ...rest]: SweepPoint[]): string {
  const given = Object.entries(values).map(([path, value]) => `${path}=${describeValue(value)}`);
  return `Variant ${name} (${given.join(', ')})${rest.length > 0 ? ` and ${rest.length} more` : ''}`;
}
