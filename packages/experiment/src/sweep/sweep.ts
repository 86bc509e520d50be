import { type JsonSchema, canonicalJson } from '@fcdd/stage';
import { type PlacedEntry, type PlacedMap, plain } from '../placed.ts';
import { type Problem, ProblemsError } from '../problem.ts';
import { validate } from '../validate.ts';
import { type Assignment, type Axis, axesOf } from './axes.ts';
import { isWithin, sweptPathProblems } from './paths.ts';

/** The variants of an experiment, and how they are compared. */
export interface Sweep {
  metric: string;
  halving: Halving | null;
  /** Paths of the values that vary, in the order of the file. */
  parameters: string[];
  points: SweepPoint[];
}

/** Successive halving: after some epochs only the best variants continue. */
export interface Halving {
  /** Epochs after which the best are chosen: rising, and fewer than the experiment trains. */
  epochs: number[];
  /** Share of the variants that continue. */
  keep: number;
}

/** One variant of the experiment. */
export interface SweepPoint {
  /** Name such as `v01`; the same sweep gives the same names. */
  name: string;
  assignments: Assignment[];
  /** Values of this variant, by path. */
  values: Record<string, unknown>;
}

/** Most variants of a sweep; each is checked before anything runs. */
const MAX_VARIANTS = 1000;

/**
 * Reads the sweep of an experiment's file, if it has one.
 * @param schema schema of experiments
 * @param overridden paths that keep their value, though the file sweeps them
 * @param streamOf returns the name of the stream of random numbers that draws a path's values
 * @throws ProblemsError with all problems of the sweep itself
 */
export function readSweep(
  root: PlacedMap,
  schema: JsonSchema,
  overridden: string[],
  streamOf: (path: string) => string,
): Sweep | undefined {
  const entry = root.entries.get('sweep');
  if (!entry || plain(entry.value) === null) return undefined;
  const { metric, halving } = checkShape(root, entry, schema);
  const { axes, problems } = axesOf(entry.value as PlacedMap, streamOf);
  if (problems.length) throw new ProblemsError(problems);
  const misfits = [...sweptPathProblems(axes.flatMap((axis) => axis[0]!)), ...sizeProblems(axes, entry)];
  if (misfits.length) throw new ProblemsError(misfits);
  const free = axes.map((axis) => axis.map((point) => withoutOverridden(point, overridden)));
  return {
    metric,
    halving,
    parameters: free.flatMap((axis) => axis[0]!.map(({ path }) => path)),
    points: distinctPoints(combinations(free)),
  };
}

function checkShape(
  root: PlacedMap,
  entry: PlacedEntry,
  schema: JsonSchema,
): Pick<Sweep, 'metric' | 'halving'> {
  const { sweep } = schema.properties as { sweep: JsonSchema };
  const alone = { ...root, entries: new Map([['sweep', entry]]) };
  const { value, problems } = validate(alone, { type: 'object', properties: { sweep } });
  if (problems.length) throw new ProblemsError(problems);
  return value.sweep as Sweep;
}

function sizeProblems(axes: Axis[], { keyPlace: place }: PlacedEntry): Problem[] {
  if (!axes.length)
    return [{ place, message: 'The sweep does not say what varies.', hint: 'Write grid, zip or random.' }];
  const count = axes.reduce((product, axis) => product * axis.length, 1);
  if (count <= MAX_VARIANTS) return [];
  const message = `The sweep makes ${count} variants; at most ${MAX_VARIANTS} can run.`;
  return [{ place, message, hint: 'Draw some at random: random instead of grid.' }];
}

function withoutOverridden(point: Assignment[], overridden: string[]): Assignment[] {
  return point.filter(({ path }) => !overridden.some((whole) => isWithin(path, whole)));
}

/** Combines one point of each axis, the last axis changing fastest. */
function combinations(axes: Axis[]): Assignment[][] {
  return axes.reduce<Assignment[][]>(
    (points, axis) => points.flatMap((point) => axis.map((more) => [...point, ...more])),
    [[]],
  );
}

/** Removes points whose values equal those of another. */
function distinctPoints(points: Assignment[][]): SweepPoint[] {
  const distinct = new Map(
    points.map((assignments) => {
      const values = Object.fromEntries(assignments.map(({ path, value }) => [path, plain(value)]));
      return [canonicalJson(values), { assignments, values }];
    }),
  );
  return [...distinct.values()].map((point, index) => ({
    name: `v${String(index + 1).padStart(2, '0')}`,
    ...point,
  }));
}
