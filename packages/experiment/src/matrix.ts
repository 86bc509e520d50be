import type { MatrixPoint } from '@fcdd/stage';
import type { PlacedEntry } from './placed.ts';
import { ProblemsError } from './problem.ts';
import { type Scope, resolveReferences } from './references.ts';
import { describeValue } from './words.ts';

/** One combination of a matrix's values. */
export interface Combination {
  matrix: MatrixPoint;
  /** Meanings of the values, by axis, for axes that are mappings. */
  each: Record<string, unknown>;
}

/**
 * Returns all combinations of a matrix, the last axis changing fastest. Without axes, the only combination is empty. An
 * axis is a list of its values, or a mapping whose keys are its values.
 * @throws ProblemsError for an axis that is neither, is empty, or has anything but different texts or numbers
 */
export function combinationsOf(matrix: Map<string, PlacedEntry>, scope: Scope): Combination[] {
  let combinations: Combination[] = [{ matrix: {}, each: {} }];
  for (const [axis, entry] of matrix) {
    const values = axisValues(axis, entry, scope);
    combinations = combinations.flatMap(({ matrix, each }) =>
      values.map(({ value, meaning }) => ({
        matrix: { ...matrix, [axis]: value },
        each: meaning === undefined ? each : { ...each, [axis]: meaning },
      })),
    );
  }
  return combinations;
}

interface AxisValue {
  value: string | number;
  /** Meaning of a key of a mapping. */
  meaning?: unknown;
}

function axisValues(axis: string, { value: placed }: PlacedEntry, scope: Scope): AxisValue[] {
  const values = resolveReferences(placed, scope);
  const fail = (message: string) =>
    new ProblemsError([
      { place: placed.place, message: `The matrix axis ${describeValue(axis)} ${message}` },
    ]);
  if (typeof values !== 'object' || values === null)
    throw fail(`must be a list or a mapping, not ${describeValue(values)}.`);
  if (!Object.keys(values).length) throw fail('is empty.');
  if (!Array.isArray(values)) return Object.entries(values).map(([value, meaning]) => ({ value, meaning }));
  const odd: unknown = values.find((value) => typeof value !== 'string' && typeof value !== 'number');
  if (odd !== undefined) throw fail(`must hold texts and numbers, not ${describeValue(odd)}.`);
  if (new Set(values.map(String)).size < values.length) throw fail('has a value twice.');
  return (values as (string | number)[]).map((value) => ({ value }));
}

/** Finds points by their values on some axes, without looking at every point. */
export function indexPoints<Item extends { matrix: MatrixPoint }>(
  items: Item[],
  axes: string[],
): (point: MatrixPoint) => Item[] {
  const keyOf = (point: MatrixPoint) => JSON.stringify(axes.map((axis) => String(point[axis])));
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item.matrix);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return (point) => groups.get(keyOf(point)) ?? [];
}
