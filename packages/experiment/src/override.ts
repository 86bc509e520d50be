import { parsePlaced } from './parse.ts';
import type { Place, Source } from './place.ts';
import type { Placed, PlacedMap } from './placed.ts';
import { ProblemsError } from './problem.ts';

/**
 * The mapping that `path=value` stands for, such as {training: {epochs: 3}}. The value is YAML.
 * @throws ProblemsError where it is not a path and a value
 */
export function parseOverride(override: string): PlacedMap {
  const equals = override.indexOf('=');
  const path = override.slice(0, Math.max(equals, 0)).trim().split('.');
  const value = override.slice(equals + 1);
  const source: Source = { label: `--set ${override}`, text: value, hasLines: false };
  const refuse = (message: string, hint: string) =>
    new ProblemsError([{ place: { source, start: 0, end: 0 }, message, hint }]);
  if (path.includes(''))
    throw refuse('This is not a path and a value.', 'Write it like --set training.epochs=10.');
  if (value.trim() === '') throw refuse('It gives no value.', `For none, write ${path.join('.')}=null.`);
  if (path[0] === 'extends')
    throw refuse('Only a file can extend another.', "Write 'extends' into the file.");
  return nest(path, parsePlaced(source), { source, start: 0, end: value.length });
}

function nest([key, ...rest]: string[], value: Placed, place: Place): PlacedMap {
  const inner = rest.length ? nest(rest, value, place) : value;
  return { kind: 'map', place, entries: new Map([[key!, { keyPlace: place, value: inner }]]) };
}
