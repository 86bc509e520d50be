import { type RandomSource, createRandom } from '@fcdd/random';
import { type Placed, type PlacedEntry, type PlacedMap, plain } from '../placed.ts';
import type { Problem } from '../problem.ts';
import { describeValue } from '../words.ts';
import type { Assignment } from './axes.ts';

/** Entries of a distribution of valid shape. */
interface Distribution {
  distribution: 'uniform' | 'logUniform' | 'integer' | 'choice';
  from: number;
  to: number;
}

/**
 * Draws the points of a `random` block of valid shape. Each path has a stream of its own, so that neither more points
 * nor other paths change its values.
 * @param streamOf returns the name of a path's stream
 */
export function drawPoints(
  block: PlacedMap,
  streamOf: (path: string) => string,
): { points: Assignment[][]; problems: Problem[] } {
  const { count, seed = 0 } = plain(block) as { count: number; seed?: number };
  const parameters = [...(block.entries.get('parameters')!.value as PlacedMap).entries];
  const problems = parameters.flatMap(rangeProblems);
  if (problems.length) return { points: [], problems };
  const streams = parameters.map(([path]) => createRandom('sweep', seed, streamOf(path)));
  const points = Array.from({ length: count }, () =>
    parameters.map(([path, { keyPlace, value }], index) => ({
      path,
      pathPlace: keyPlace,
      value: draw(value as PlacedMap, streams[index]!),
    })),
  );
  return { points, problems };
}

function rangeProblems([path, { value }]: [string, PlacedEntry]): Problem[] {
  const { distribution, from, to } = plain(value) as Distribution;
  if (distribution === 'choice' || from < to) return [];
  const message = `The distribution of ${describeValue(path)} must rise, not go from ${from} to ${to}.`;
  return [{ place: value.place, message }];
}

/** Draws one value, placed where its distribution or the chosen item is written. */
function draw(spec: PlacedMap, random: RandomSource): Placed {
  const { distribution, from, to } = plain(spec) as Distribution;
  const placed = (value: number): Placed => ({ kind: 'scalar', place: spec.place, value });
  switch (distribution) {
    case 'uniform':
      return placed(from + random.uniform() * (to - from));
    case 'logUniform':
      return placed(from * (to / from) ** random.uniform());
    case 'integer':
      return placed(from + random.integer(to - from + 1));
    case 'choice': {
      const values = spec.entries.get('values')!.value;
      return values.kind === 'list' ? values.items[random.integer(values.items.length)]! : values;
    }
  }
}
