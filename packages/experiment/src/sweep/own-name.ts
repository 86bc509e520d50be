import { type PlacedMap, plain } from '../placed.ts';
import type { Problem } from '../problem.ts';
import { describeValue } from '../words.ts';

/**
 * Checks the name of a sweep. Results are shown by name: under the name of an extended experiment they would replace
 * that experiment's results.
 * @param layers layers of values, the top one first
 */
export function nameProblems(layers: readonly PlacedMap[]): Problem[] {
  const named = layers.findIndex(({ entries }) => entries.has('name'));
  if (named < 0 || sweeps(layers.slice(named))) return [];
  const { place, entries } = layers[named]!;
  const { keyPlace } = layers.find((layer) => layer.entries.has('sweep'))!.entries.get('sweep')!;
  const name = describeValue(plain(entries.get('name')!.value));
  return [
    {
      place: keyPlace,
      message: `A sweep needs a name of its own: ${name} is the name of ${place.source.label}, whose results it would replace.`,
      hint: keyPlace.source.hasLines ? 'Write name: into this file.' : 'Give it one with --set name=...',
    },
  ];
}

function sweeps(layers: readonly PlacedMap[]): boolean {
  const sweep = layers.find(({ entries }) => entries.has('sweep'))?.entries.get('sweep');
  return sweep !== undefined && plain(sweep.value) !== null;
}
