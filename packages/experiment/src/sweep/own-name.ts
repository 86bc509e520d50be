import { type PlacedMap, plain } from '../placed.ts';
import type { Problem } from '../problem.ts';
import { describeValue } from '../words.ts';

/**
 * What is wrong with the name of a sweep: results are shown by name, so that under the name of an experiment that it
 * extends they would take the place of that one's.
 * @param layers the values on top first
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
      message: `A sweep needs a name of its own: ${name} is that of ${place.source.label}, whose results it would replace.`,
      hint: keyPlace.source.hasLines ? 'Write name: into this file.' : 'Give it one with --set name=...',
    },
  ];
}

function sweeps(layers: readonly PlacedMap[]): boolean {
  const sweep = layers.find(({ entries }) => entries.has('sweep'))?.entries.get('sweep');
  return sweep !== undefined && plain(sweep.value) !== null;
}
