import { nest } from '../override.ts';
import type { Place } from '../place.ts';
import { type Placed, type PlacedMap, mergeMaps, plain } from '../placed.ts';
import type { Problem } from '../problem.ts';
import { describeValue } from '../words.ts';
import type { SweepPoint } from './sweep.ts';

/**
 * Puts the values of a point on top of the experiment, with their places in the sweep.
 * @param moved moves the keys of an earlier version
 */
export function layerPoint(
  root: PlacedMap,
  { assignments }: SweepPoint,
  moved: (values: PlacedMap) => PlacedMap,
): PlacedMap {
  return assignments
    .map(({ path, pathPlace, value }) => moved(nest(path.split('.'), value, pathPlace)))
    .reduce(mergeMaps, root);
}

/**
 * Merges the problems of variants, which mostly share them. A problem of only some variants, at a place outside the
 * sweep, names the variants.
 * @param problems problems of each variant
 */
export function variantProblems(points: SweepPoint[], problems: Problem[][]): Problem[] {
  const found = new Map<string, { problem: Problem; of: SweepPoint[] }>();
  for (const [index, point] of points.entries())
    for (const problem of problems[index]!) {
      const key = keyOf(problem, point);
      const { of } = found.get(key) ?? { of: [] };
      found.set(key, { problem: withDrawingHint(problem, point), of: [...of, point] });
    }
  return [...found.values()].map(({ problem, of }) =>
    of.length === points.length || of.some((point) => isSwept(problem.place, point))
      ? problem
      : { ...problem, message: `${describeVariants(of)}: ${problem.message}` },
  );
}

/** Makes messages about values of one distribution equal by leaving out the value. */
function keyOf({ place, message }: Problem, { assignments }: SweepPoint): string {
  const { source, start, end } = place;
  const found = sweptAt(place, assignments);
  const general = found?.kind === 'scalar' ? message.replace(` ${describeValue(found.value)}.`, '') : message;
  return JSON.stringify([source.label, start, end, general]);
}

/** Points out the distribution of whole numbers to users of `uniform`. */
function withDrawingHint(problem: Problem, { assignments }: SweepPoint): Problem {
  const found = sweptAt(problem.place, assignments);
  const { source, start, end } = problem.place;
  // The place of a drawn value has a distribution, not a number.
  const isDrawn = typeof (found && plain(found)) === 'number' && isNaN(Number(source.text.slice(start, end)));
  if (!isDrawn || !problem.message.includes('must be a whole number')) return problem;
  return { ...problem, hint: 'To draw whole numbers, write distribution: integer.' };
}

function sweptAt(place: Place, assignments: SweepPoint['assignments']): Placed | undefined {
  return assignments.find(({ value }) => value.place === place)?.value;
}

function isSwept(place: Place, { assignments }: SweepPoint): boolean {
  return assignments.some(({ pathPlace, value }) =>
    [pathPlace, value.place].some(
      ({ source, start, end }) => source === place.source && start <= place.start && place.end <= end,
    ),
  );
}

/** Formats variants, such as `Variant v02 (training.objective=ae) and 3 more`. */
function describeVariants([{ name, values }, ...rest]: SweepPoint[]): string {
  const given = Object.entries(values).map(([path, value]) => `${path}=${describeValue(value)}`);
  return `Variant ${name} (${given.join(', ')})${rest.length > 0 ? ` and ${rest.length} more` : ''}`;
}
