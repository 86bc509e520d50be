import { parsePlaced } from './parse.ts';
import type { Place, SourceText } from './place.ts';
import type { Placed, PlacedMap } from './placed.ts';
import { ProblemsError } from './problem.ts';

/**
 * The mapping that `path=value` stands for, such as {training: {epochs: 3}}. The value is YAML.
 * @throws ProblemsError where it is not a path and a value
 */
export function parseOverride(override: string): PlacedMap {
  const path = pathOfOverride(override).split('.');
  const value = override.slice(override.indexOf('=') + 1);
  const source: SourceText = { label: `--set ${override}`, text: value, hasLines: false };
  const refuse = (message: string, hint: string) =>
    new ProblemsError([{ place: { source, start: 0, end: 0 }, message, hint }]);
  if (path.includes(''))
    throw refuse('This is not a path and a value.', 'Write it like --set training.epochs=10.');
  if (value.trim() === '') throw refuse('It gives no value.', `For none, write ${path.join('.')}=null.`);
  if (path[0] === 'extends')
    throw refuse('Only a file can extend another.', "Write 'extends' into the file.");
  return nest(path, parsePlaced(source), { source, start: 0, end: value.length });
}

/** What `path=value` gives a value to, dotted; empty where it is no such text. */
export function pathOfOverride(override: string): string {
  return override.slice(0, Math.max(override.indexOf('='), 0)).trim();
}

/**
 * The mapping that has a value at a path and nothing else.
 * @param place where the path is written
 */
export function nest([key, ...rest]: string[], value: Placed, place: Place): PlacedMap {
  const inner = rest.length ? nest(rest, value, place) : value;
  return { kind: 'map', place, entries: new Map([[key!, { keyPlace: place, value: inner }]]) };
}
