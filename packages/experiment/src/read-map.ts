import { parsePlaced } from './parse.ts';
import { type PlacedMap, plain } from './placed.ts';
import { ProblemsError } from './problem.ts';
import { readSource } from './read-source.ts';
import { describeValue } from './words.ts';

/**
 * Reads the mapping in a YAML file.
 * @param text text to read instead of the file
 * @throws UserError if the file cannot be read or parsed, or holds anything else
 */
export async function readMap(file: string, text?: string): Promise<PlacedMap> {
  const source = text === undefined ? await readSource(file) : { label: file, text, hasLines: true };
  const root = parsePlaced(source);
  if (root.kind === 'map') return root;
  const found = plain(root);
  const message =
    found === null ? 'The file is empty.' : `The file must be a mapping, not ${describeValue(found)}.`;
  const place = { ...root.place, end: root.place.start };
  throw new ProblemsError([{ place, message, hint: "It starts with lines like 'version: 1'." }]);
}
