import { nest } from '../override.ts';
import { type Placed, type PlacedMap, entryAt, plain } from '../placed.ts';
import { isWithin } from '../sweep/paths.ts';
import { type Path, describeValue } from '../words.ts';
import type { EarlierVersion, Edit } from './earlier-version.ts';
import { editValues } from './edit-values.ts';

/** Leads one file through versions, oldest first: its keys move, and it names the next version. */
export function moveThrough(
  layer: PlacedMap,
  steps: readonly EarlierVersion[],
): { values: PlacedMap; edits: Edit[] } {
  return steps.reduce<{ values: PlacedMap; edits: Edit[] }>(
    ({ values, edits }, step) => {
      const next = [...movesIn(values, step), ...nextVersion(values, step)];
      return { values: editValues(values, next), edits: [...edits, ...next] };
    },
    { values: layer, edits: [] },
  );
}

function nextVersion(layer: PlacedMap, { version }: EarlierVersion): Edit[] {
  const entry = layer.entries.get('version');
  if (!entry || plain(entry.value) !== version) return [];
  return [{ type: 'replace', path: ['version'], value: version + 1 }];
}

/** Returns the edits that move the keys of one file, also where it sweeps them. */
function movesIn(layer: PlacedMap, { moves }: EarlierVersion): Edit[] {
  const moved = Object.entries(moves).flatMap(([from, to]): Edit[] => {
    const path = from.split('.');
    return entryAt(layer, path) ? [{ type: 'move', from: path, to: to.split('.') }] : [];
  });
  return [...moved, ...sweptIn(layer).flatMap((swept) => sweptMoves(swept, moves))];
}

/** Tells whether a file has a key that only an earlier version has. */
export function hasKeysOf(layer: PlacedMap, { moves, dependent = {} }: EarlierVersion): boolean {
  const keys = [...Object.keys(moves), ...Object.keys(dependent)];
  const hasOne = (map: PlacedMap) => keys.some((key) => entryAt(map, key.split('.')));
  return hasOne(layer) || sweptIn(layer).some(({ values }) => values.some(hasOne));
}

/** Returns the path that a path of an earlier version has now. */
export function movedPath(path: string, moves: EarlierVersion['moves']): string {
  const from = Object.keys(moves).find((key) => isWithin(path, key));
  return from === undefined ? path : moves[from]! + path.slice(from.length);
}

/** Returns the paths that now hold what a path of an earlier version holds: a section may have been divided. */
export function movedPaths(path: string, moves: EarlierVersion['moves']): string[] {
  const now = movedPath(path, moves);
  if (now !== path) return [now];
  const inner = Object.keys(moves).filter((key) => isWithin(key, path));
  return [path, ...inner.map((key) => moves[key]!)];
}

/** Returns the path that a path of the current version had in an earlier one. */
export function originalPath(path: string, { moves, dependent = {} }: EarlierVersion): string {
  const found = Object.entries({ ...moves, ...dependent })
    .filter(([, to]) => isWithin(path, to))
    .sort(([, a], [, b]) => b.length - a.length)[0];
  return found ? found[0] + path.slice(found[1].length) : path;
}

/** A path that a file sweeps. */
export interface Swept {
  /** Path of its key in the file. */
  at: Path;
  /** Dotted path of the experiment. */
  path: string;
  /** Experiments with each value alone. */
  values: PlacedMap[];
}

/** Returns the paths that a file sweeps. Blocks of a wrong shape are left out. */
export function sweptIn(layer: PlacedMap): Swept[] {
  const zip = entryAt(layer, ['sweep', 'zip'])?.value;
  const zips = zip?.kind === 'list' ? zip.items.map((_, index): Path => ['sweep', 'zip', index]) : [];
  const blocks: Path[] = [['sweep', 'grid'], ['sweep', 'zip'], ...zips, ['sweep', 'random', 'parameters']];
  return blocks.flatMap((block) => {
    const found = entryAt(layer, block)?.value;
    if (found?.kind !== 'map') return [];
    return [...found.entries].map(([path, { keyPlace, value }]) => ({
      at: [...block, path],
      path,
      values: valuesOf(value).map((item) => nest(path.split('.'), item, keyPlace)),
    }));
  });
}

/** Returns the items of a list or of a choice at random; a range of numbers counts as one value. */
function valuesOf(value: Placed): Placed[] {
  const list = value.kind === 'map' ? (value.entries.get('values')?.value ?? value) : value;
  return list.kind === 'list' ? list.items : [list];
}

function sweptMoves({ at, path, values }: Swept, moves: EarlierVersion['moves']): Edit[] {
  const now = movedPath(path, moves);
  if (now !== path) return [{ type: 'move', from: at, to: [...at.slice(0, -1), now] }];
  const divided = Object.keys(moves).find((key) => values.some((value) => entryAt(value, key.split('.'))));
  if (divided === undefined) return [];
  const message = `The values of ${describeValue(path)} have the key ${divided}, which is ${moves[divided]!} now.`;
  return [{ type: 'refuse', path: at, message, hint: `Sweep ${divided} by itself, in a zip.` }];
}

/** Returns the stream of random numbers that draws a path's values: that of its first name, so that it draws the same. */
export function streamOf(path: string, earlier: readonly EarlierVersion[] = []): string {
  return earlier.reduceRight(originalPath, path);
}
