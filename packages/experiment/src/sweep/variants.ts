import { nest } from '../override.ts';
import { type PlacedMap, mergeMaps } from '../placed.ts';
import type { Problem } from '../problem.ts';
import type { SweepPoint } from './sweep.ts';

/** The experiment with the values of a point on top, as if its file said so where the sweep does. */
export function layerPoint(root: PlacedMap, { assignments }: SweepPoint): PlacedMap {
  return assignments
    .map(({ path, pathPlace, value }) => nest(path.split('.'), value, pathPlace))
    .reduce(mergeMaps, root);
}

/** Most variants have what is wrong with one. */
export function distinctProblems(problems: Problem[]): Problem[] {
  const keyOf = ({ place: { source, start, end }, message }: Problem) =>
    JSON.stringify([source.label, start, end, message]);
  return [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()];
}
