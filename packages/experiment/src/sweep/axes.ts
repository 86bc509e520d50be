import type { Place } from '../place.ts';
import type { Placed, PlacedEntry, PlacedMap } from '../placed.ts';
import type { Problem } from '../problem.ts';
import { describeValue } from '../words.ts';
import { drawPoints } from './random.ts';

/** A value for a path of the experiment. */
export interface Assignment {
  /** Dotted path. */
  path: string;
  /** Place of the path. */
  pathPlace: Place;
  value: Placed;
}

/** Values that vary together: each point gives values to the same paths. */
export type Axis = Assignment[][];

/**
 * Returns the axes of a sweep of valid shape: one per list of the grid, per zip, and for the random points.
 * @param streamOf returns the name of the stream of random numbers that draws a path's values
 */
export function axesOf(
  sweep: PlacedMap,
  streamOf: (path: string) => string,
): { axes: Axis[]; problems: Problem[] } {
  const [grid, zip, random] = ['grid', 'zip', 'random'].map((key) => sweep.entries.get(key)?.value);
  const problems: Problem[] = [];
  const axes: Axis[] = [];
  for (const list of grid?.kind === 'map' ? grid.entries : []) axes.push(gridAxis(list));
  for (const lists of zip?.kind === 'list' ? zip.items : zip ? [zip] : []) {
    const { entries } = lists as PlacedMap;
    const problem = lengthProblem(entries);
    if (problem) problems.push(problem);
    else axes.push(zipAxis(entries));
  }
  if (random) {
    const drawn = drawPoints(random as PlacedMap, streamOf);
    problems.push(...drawn.problems);
    axes.push(drawn.points);
  }
  return { axes, problems };
}

function gridAxis([path, { keyPlace, value }]: [string, PlacedEntry]): Axis {
  return itemsOf(value).map((item) => [{ path, pathPlace: keyPlace, value: item }]);
}

function zipAxis(entries: Map<string, PlacedEntry>): Axis {
  const lists = [...entries];
  return itemsOf(lists[0]![1].value).map((_, index) =>
    lists.map(([path, { keyPlace, value }]) => ({
      path,
      pathPlace: keyPlace,
      value: itemsOf(value)[index]!,
    })),
  );
}

/** Checks that the lists of a zip have equal lengths. */
function lengthProblem(entries: Map<string, PlacedEntry>): Problem | undefined {
  const lists = [...entries].map(([path, { value }]) => ({
    path,
    place: value.place,
    count: itemsOf(value).length,
  }));
  const first = lists[0]!;
  const other = lists.find(({ count }) => count !== first.count);
  if (!other) return undefined;
  return {
    place: other.place,
    message: `Zipped lists must have equal lengths: ${describeValue(first.path)} has ${first.count}, ${describeValue(other.path)} has ${other.count}.`,
    hint: 'To combine every value with every other, write the lists into grid.',
  };
}

function itemsOf(placed: Placed): Placed[] {
  return placed.kind === 'list' ? placed.items : [];
}
