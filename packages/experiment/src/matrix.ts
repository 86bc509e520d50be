import type { MatrixPoint } from '@fcdd/stage';
import type { PlacedEntry } from './placed.ts';
import { ProblemsError } from './problem.ts';
import { type Scope, resolveReferences } from './references.ts';
import { describeValue } from './words.ts';

/**
 * All combinations of a matrix, the last axis changing fastest; the one empty point where there are no axes.
 * @throws ProblemsError for an axis that is no list of different texts or numbers
 */
export function matrixPoints(matrix: Map<string, PlacedEntry>, scope: Scope): MatrixPoint[] {
  let points: MatrixPoint[] = [{}];
  for (const [axis, entry] of matrix) {
    const values = axisValues(axis, entry, scope);
    points = points.flatMap((point) => values.map((value) => ({ ...point, [axis]: value })));
  }
  return points;
}

function axisValues(axis: string, { value: placed }: PlacedEntry, scope: Scope): (string | number)[] {
  const values = resolveReferences(placed, scope);
  const fail = (message: string) =>
    new ProblemsError([
      { place: placed.place, message: `The matrix axis ${describeValue(axis)} ${message}` },
    ]);
  if (!Array.isArray(values)) throw fail(`must be a list, not ${describeValue(values)}.`);
  if (!values.length) throw fail('is empty.');
  const odd = values.find((value) => typeof value !== 'string' && typeof value !== 'number');
  if (odd !== undefined) throw fail(`must hold texts and numbers, not ${describeValue(odd)}.`);
  if (new Set(values.map(String)).size < values.length) throw fail('has a value twice.');
  return values as (string | number)[];
}

/** Finds points by the values that they have on some axes, without a look at every point. */
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
