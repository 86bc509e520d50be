import { Lexer, type Node, Parser, type YAMLError, parseDocument } from 'yaml';
import type { SourceText } from './place.ts';
import type { Placed } from './placed.ts';
import { Placer } from './placer.ts';
import { type Problem, ProblemsError } from './problem.ts';

/** Lists and mappings within each other. The library's recursion ends the whole process at a few hundred. */
const MAX_DEPTH = 64;

/**
 * Parses one YAML 1.2 document of the core schema; an empty one is null.
 * @throws ProblemsError for what is not YAML or too deep, for duplicate keys, tags, and aliases that are endless or
 * too many
 */
export function parsePlaced(source: SourceText): Placed {
  checkDepth(source);
  const { contents, errors, warnings } = parseDocument<Node>(source.text, {
    version: '1.2',
    schema: 'core',
    prettyErrors: false,
    stringKeys: true,
    resolveKnownTags: false,
    // The placer checks it in linear time.
    uniqueKeys: false,
  });
  // What is wrong after the first error mostly follows from it.
  const broken = errors.length ? errors.slice(0, 1) : warnings;
  if (broken.length) throw new ProblemsError(broken.map((error) => syntaxProblem(source, error)));
  const placer = new Placer(source);
  const placed = placer.place(contents);
  if (placer.problems.length) throw new ProblemsError(placer.problems);
  return placed;
}

function checkDepth(source: SourceText): void {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(source.text)) {
    Array.from(parser.next(lexeme));
    if (parser.stack.length <= MAX_DEPTH) continue;
    const message = 'Its lists and mappings are nested too deeply.';
    throw new ProblemsError([{ place: { source, start: 0, end: 0 }, message }]);
  }
}

function syntaxProblem(source: SourceText, { code, message, pos }: YAMLError): Problem {
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
