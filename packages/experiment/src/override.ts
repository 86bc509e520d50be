import { parsePlaced } from './parse.ts';
import type { Place, SourceText } from './place.ts';
import type { Placed, PlacedMap } from './placed.ts';
import { ProblemsError } from './problem.ts';

/**
 * Turns `path=value` into a mapping such as {training: {epochs: 3}}. The value is YAML.
 * @throws ProblemsError if it is not a path and a value
 */
export function parseOverride(override: string): PlacedMap {
  const path = pathOfOverride(override).split('.');
  const value = override.slice(override.indexOf('=') + 1);
  const source: SourceText = { label: `--set ${override}`, text: value, hasLines: false };
  const refuse = (message: string, hint: string) =>
    new ProblemsError([{ place: { source, start: 0, end: 0 }, message, hint }]);
  if (path.includes(''))
    throw refuse('This is not a path and a value.', 'Write it like --set training.epochs=10.');
  if (value.trim() === '')
    throw refuse('The value is missing.', `To set no value, write ${path.join('.')}=null.`);
  if (path[0] === 'extends')
    throw refuse('Only a file can extend another.', "Write 'extends' into the file.");
  return nest(path, parsePlaced(source), { source, start: 0, end: value.length });
}

/** Returns the path of `path=value`; empty if the text has another form. */
export function pathOfOverride(override: string): string {
  return override.slice(0, Math.max(override.indexOf('='), 0)).trim();
}

/**
 * Makes a mapping with one value, at a path.
 * @param place place where the path is written
 */
export function nest([key, ...rest]: string[], value: Placed, place: Place): PlacedMap {
  const inner = rest.length ? nest(rest, value, place) : value;
  return { kind: 'map', place, entries: new Map([[key!, { keyPlace: place, value: inner }]]) };
}
