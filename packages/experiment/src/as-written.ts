import { type Placed, type PlacedMap, entryAt } from './placed.ts';
import type { Edit } from './versions/earlier-version.ts';
import type { Path } from './words.ts';

/**
 * Edits that replace numbers by their texts, where the usual way to write the number is another: `007` is not 7 where a
 * class may be called so.
 * @param paths dotted paths of values, or lists of values, that may be names
 */
export function asWritten(root: PlacedMap, paths: readonly string[]): Edit[] {
  return paths.flatMap((dotted) => {
    const path = dotted.split('.');
    const entry = entryAt(root, path);
    return entry ? textsIn(entry.value, path) : [];
  });
}

function textsIn(placed: Placed, path: Path): Edit[] {
  if (placed.kind === 'list') return placed.items.flatMap((item, index) => textsIn(item, [...path, index]));
  if (placed.kind === 'map' || placed.written === undefined) return [];
  return [{ type: 'replace', path, value: placed.written }];
}
