import {
  type Placed,
  type PlacedEntry,
  type PlacedMap,
  entryAt,
  mergeMaps,
  placed as placedAt,
} from '../placed.ts';
import type { Path } from '../words.ts';
import type { Edit } from './earlier-version.ts';

/** Makes edits, one after another. Values keep their places; a map that loses its last entry by an edit is removed. */
export function editValues(root: PlacedMap, edits: readonly Edit[]): PlacedMap {
  return edits.reduce(makeEdit, root);
}

function makeEdit(root: PlacedMap, edit: Edit): PlacedMap {
  switch (edit.type) {
    case 'move':
      return move(root, edit.from, edit.to);
    case 'copy': {
      const entry = entryAt(root, edit.from);
      return (entry && put(root, edit.to, entry)) ?? root;
    }
    case 'remove':
      return remove(root, edit.path) ?? { ...root, entries: new Map() };
    case 'replace': {
      const found = entryAt(root, edit.path);
      if (!found) return root;
      return replace(root, edit.path, placedAt(edit.value, found.value.place)) as PlacedMap;
    }
    case 'add':
      return put(root, [edit.key], { keyPlace: root.place, value: placedAt(edit.value, root.place) }) ?? root;
    case 'refuse':
      return root;
  }
}

function move(root: PlacedMap, from: Path, to: Path): PlacedMap {
  const entry = entryAt(root, from);
  if (!entry) return root;
  if (isRenaming(from, to) && !entryAt(root, to)) return rename(root, from, String(to.at(-1)));
  const added = put(root, to, entry);
  return added ? (remove(added, from) ?? root) : root;
}

/** Tells whether only the last key differs. */
export function isRenaming(from: Path, to: Path): boolean {
  return from.length === to.length && from.slice(0, -1).every((part, index) => part === to[index]);
}

/** Renames a key. Its entry keeps its position, which is the order of a sweep's variants. */
function rename<Value extends Placed>(placed: Value, [key, ...rest]: Path, name: string): Value {
  if (placed.kind === 'list')
    return {
      ...placed,
      items: placed.items.map((item, index) => (index === key ? rename(item, rest, name) : item)),
    };
  if (placed.kind === 'scalar') return placed;
  const entries = [...placed.entries].map(([other, entry]): [string, PlacedEntry] => {
    if (other !== String(key)) return [other, entry];
    return rest.length ? [other, { ...entry, value: rename(entry.value, rest, name) }] : [name, entry];
  });
  return { ...placed, entries: new Map(entries) };
}

/** Puts an entry at a path, or returns undefined if another value is in its way. */
function put<Value extends Placed>(
  placed: Value,
  [key, ...rest]: Path,
  entry: PlacedEntry,
): Value | undefined {
  if (placed.kind === 'scalar') return undefined;
  const found = entryAt(placed, [key!]);
  const value = rest.length
    ? put(found?.value ?? emptyMap(entry), rest, entry)
    : found
      ? union(found.value, entry.value)
      : entry.value;
  if (!value) return undefined;
  if (placed.kind === 'list')
    return { ...placed, items: placed.items.map((item, index) => (index === key ? value : item)) };
  const keyPlace = found?.keyPlace ?? entry.keyPlace;
  return { ...placed, entries: new Map(placed.entries).set(String(key), { keyPlace, value }) };
}

function emptyMap({ value: { place } }: PlacedEntry): PlacedMap {
  return { kind: 'map', place, entries: new Map() };
}

/** Returns two maps as one, or undefined if they have different values for a key. */
function union(a: Placed, b: Placed): PlacedMap | undefined {
  if (a.kind !== 'map' || b.kind !== 'map') return undefined;
  const isShared = [...b.entries].some(([key, { value }]) => {
    const other = a.entries.get(key)?.value;
    return other && !union(other, value);
  });
  return isShared ? undefined : mergeMaps(a, b);
}

/** Removes an entry; returns undefined if nothing is left. */
function remove<Value extends Placed>(placed: Value, [key, ...rest]: Path): Value | undefined {
  const found = entryAt(placed, [key!]);
  if (!found || placed.kind !== 'map') return placed;
  const entries = new Map(placed.entries);
  const left = rest.length ? remove(found.value, rest) : undefined;
  if (left) entries.set(String(key), { ...found, value: left });
  else entries.delete(String(key));
  return entries.size ? { ...placed, entries } : undefined;
}

function replace(placed: Placed, [key, ...rest]: Path, value: Placed): Placed {
  if (key === undefined) return value;
  if (placed.kind === 'list')
    return {
      ...placed,
      items: placed.items.map((item, index) => (index === key ? replace(item, rest, value) : item)),
    };
  const found = entryAt(placed, [key]);
  if (!found || placed.kind !== 'map') return placed;
  const entry = { ...found, value: replace(found.value, rest, value) };
  return { ...placed, entries: new Map(placed.entries).set(String(key), entry) };
}
