import { Lexer, type Node, Parser, type YAMLError, parseDocument } from 'yaml';
import type { SourceText } from './place.ts';
import type { Placed } from './placed.ts';
import { Placer } from './placer.ts';
import { type Problem, ProblemsError } from './problem.ts';
import { yamlOptions } from './yaml-options.ts';

/** Greatest depth of lists and mappings. At a few hundred the library's recursion would end the process. */
const MAX_DEPTH = 64;

/**
 * Parses one YAML 1.2 document of the core schema; an empty one is null.
 * @throws ProblemsError for text that is not YAML or is nested too deeply, for duplicate keys and tags, and for endless or
 * too many aliases
 */
export function parsePlaced(source: SourceText): Placed {
  checkDepth(source);
  const { contents, errors, warnings } = parseDocument<Node>(source.text, yamlOptions);
  // Later errors mostly follow from the first one.
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
