import type { Place } from './place.ts';
import type { Path } from './words.ts';

/** A YAML value that knows where each part of it is written. */
export type Placed = PlacedMap | PlacedList | PlacedScalar;

export interface PlacedMap {
  kind: 'map';
  place: Place;
  entries: Map<string, PlacedEntry>;
}

export interface PlacedEntry {
  keyPlace: Place;
  value: Placed;
}

export interface PlacedList {
  kind: 'list';
  place: Place;
  items: Placed[];
}

export interface PlacedScalar {
  kind: 'scalar';
  place: Place;
  value: string | number | boolean | null;
  /** Text of a number that is written in another way than usual, such as `007` or `1e3`. */
  written?: string;
}

/** Returns the value without its places. */
export function plain(placed: Placed): unknown {
  if (placed.kind === 'scalar') return placed.value;
  if (placed.kind === 'list') return placed.items.map(plain);
  return plainMap(placed);
}

export function plainMap({ entries }: PlacedMap): Record<string, unknown> {
  return Object.fromEntries([...entries].map(([key, { value }]) => [key, plain(value)]));
}

/** Gives a value one place in all its parts. */
export function placed(value: unknown, place: Place): Placed {
  if (Array.isArray(value)) return { kind: 'list', place, items: value.map((item) => placed(item, place)) };
  if (typeof value !== 'object' || value === null)
    return { kind: 'scalar', place, value: value as PlacedScalar['value'] };
  const entries = Object.entries(value).map(
    ([key, part]) => [key, { keyPlace: place, value: placed(part, place) }] as const,
  );
  return { kind: 'map', place, entries: new Map(entries) };
}

/** Merges two maps key by key: the value on top wins, and maps in both are merged in the same way. */
export function mergeMaps(below: PlacedMap, top: PlacedMap): PlacedMap {
  const entries = new Map(below.entries);
  for (const [key, { keyPlace, value }] of top.entries) {
    const covered = entries.get(key)?.value;
    const both = covered?.kind === 'map' && value.kind === 'map';
    entries.set(key, { keyPlace, value: both ? mergeMaps(covered, value) : value });
  }
  return { ...top, entries };
}

/** Returns the entry at a path, if there is one. */
export function entryAt(root: Placed, path: Path): PlacedEntry | undefined {
  const start: PlacedEntry | undefined = { keyPlace: root.place, value: root };
  return path.reduce((found: PlacedEntry | undefined, part) => found && step(found.value, part), start);
}

/** Returns the place of the value at a path, or of the nearest part around it. */
export function placeOfValue(root: Placed, path: Path): Place {
  return follow(root, path).value.place;
}

/** Returns the place of the last key of a path, or of the nearest key around it; the empty start for the whole. */
export function placeOfKey(root: Placed, path: Path): Place {
  return follow(root, path).keyPlace;
}

function follow(root: Placed, path: Path): PlacedEntry {
  let found: PlacedEntry = { keyPlace: { ...root.place, end: root.place.start }, value: root };
  for (const part of path) {
    const next = step(found.value, part);
    if (!next) break;
    found = next;
  }
  return found;
}

function step(placed: Placed, part: string | number): PlacedEntry | undefined {
  if (placed.kind === 'map') return placed.entries.get(String(part));
  const item = placed.kind === 'list' ? placed.items[Number(part)] : undefined;
  return item && { keyPlace: item.place, value: item };
}
