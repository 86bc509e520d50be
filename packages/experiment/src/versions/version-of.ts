import { type PlacedMap, plain } from '../placed.ts';
import { ProblemsError } from '../problem.ts';
import { describeValue } from '../words.ts';
import type { Versions } from './earlier-version.ts';
import { hasKeysOf } from './moves.ts';

/**
 * Returns the version of a file: the one that it names; without one, the earliest version that alone has one of its
 * keys, else the current one.
 * @throws ProblemsError if it names a version that is not read
 */
export function versionOf(layer: PlacedMap, { version, earlier = [] }: Versions): number {
  const entry = layer.entries.get('version');
  if (!entry) return earlier.find((one) => hasKeysOf(layer, one))?.version ?? version;
  const found = plain(entry.value);
  const known = [...earlier.map((one) => one.version), version];
  if (known.includes(found as number)) return found as number;
  const read = `this release reads version${known.length > 1 ? 's' : ''} ${known.join(' and ')}`;
  const message = `The file is of version ${describeValue(found)}; ${read}.`;
  throw new ProblemsError([{ place: entry.value.place, message, hint: hintFor(found, version) }]);
}

function hintFor(found: unknown, version: number): string {
  if (typeof found === 'number' && found > version) return 'Update fcdd to read it.';
  return `Compare it with the schema of version ${version}, change what differs, and write version: ${version}.`;
}
