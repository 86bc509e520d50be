import { nest } from '../override.ts';
import type { Place } from '../place.ts';
import { type Placed, type PlacedMap, mergeMaps, plain } from '../placed.ts';
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

/** Values that are drawn from one distribution have the same problem, though each message names its own. */
function keyOf({ place, message }: Problem, { assignments }: SweepPoint): string {
  const { source, start, end } = place;
  const found = sweptAt(place, assignments);
  const general = found?.kind === 'scalar' ? message.replace(` ${describeValue(found.value)}.`, '') : message;
  return JSON.stringify([source.label, start, end, general]);
}

/** Whole numbers have a distribution of their own, which those who write `uniform` may not know. */
function withDrawingHint(problem: Problem, { assignments }: SweepPoint): Problem {
  const found = sweptAt(problem.place, assignments);
  const { source, start, end } = problem.place;
  // What is drawn stands where its distribution is written, not a number.
  const isDrawn = typeof (found && plain(found)) === 'number' && isNaN(Number(source.text.slice(start, end)));
  if (!isDrawn || !problem.message.includes('must be a whole number')) return problem;
  return { ...problem, hint: 'To draw whole numbers write distribution: integer.' };
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

/** Such as `Variant v02 (training.objective=ae) and 3 more`. */
function describeVariants([{ name, values }, ...rest]: SweepPoint[]): string {
  const given = Object.entries(values).map(([path, value]) => `${path}=${describeValue(value)}`);
  return `Variant ${name} (${given.join(', ')})${rest.length > 0 ? ` and ${rest.length} more` : ''}`;
}
