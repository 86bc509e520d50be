import { type Node, type YAMLError, parseDocument } from 'yaml';
import type { Source } from './place.ts';
import type { Placed } from './placed.ts';
import { Placer } from './placer.ts';
import { type Problem, ProblemsError } from './problem.ts';

/**
 * Parses one YAML 1.2 document of the core schema; an empty one is null.
 * @throws ProblemsError for what is not YAML, for duplicate keys, tags, and aliases that are endless or too many
 */
export function parsePlaced(source: Source): Placed {
  try {
    return placeDocument(source);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = 'Its lists and mappings are nested too deeply.';
    throw new ProblemsError([{ place: { source, start: 0, end: 0 }, message }]);
  }
}

function placeDocument(source: Source): Placed {
  const { contents, errors, warnings } = parseDocument<Node>(source.text, {
    version: '1.2',
    schema: 'core',
    prettyErrors: false,
    stringKeys: true,
    resolveKnownTags: false,
    // The placer checks it in linear time.
    uniqueKeys: false,
  });
  const broken = [...errors, ...warnings];
  if (broken.length) throw new ProblemsError(broken.map((error) => syntaxProblem(source, error)));
  const placer = new Placer(source);
  const placed = placer.place(contents);
  if (placer.problems.length) throw new ProblemsError(placer.problems);
  return placed;
}

function syntaxProblem(source: Source, { code, message, pos }: YAMLError): Problem {
  const place = { source, start: pos[0], end: Math.max(pos[1], pos[0] + 1) };
  switch (code) {
    case 'TAG_RESOLVE_FAILED':
      return { place, message: 'Tags are not used here.', hint: 'Write the value without the tag.' };
    case 'MULTIPLE_DOCS':
      return { place: { ...place, end: pos[0] + 3 }, message: 'The file holds more than one YAML document.' };
    default:
      return { place, message: `This is not YAML: ${message.replace(/\.?$/, '.')}` };
  }
}
