import { UserError, formatLocation } from '@fcdd/errors';
import { type Place, type SourceText, excerptOf, locationOf } from './place.ts';

/** One thing wrong with what the user wrote. */
export interface Problem {
  place: Place;
  /** What was found and what is allowed, as a sentence. */
  message: string;
  /** The way out. */
  hint?: string;
}

/** More are not read, and each costs a look through its file. */
const MAX_SHOWN = 20;

/** All problems of a file and of what it is made from, rendered with the lines they are in. */
export class ProblemsError extends UserError {
  override readonly name = 'ProblemsError';
  readonly problems: Problem[];

  /** Sorted by place; `sources` gives the order of files. */
  constructor(problems: Problem[], sources: SourceText[] = []) {
    const sorted = problems.toSorted(
      (a, b) =>
        sources.indexOf(a.place.source) - sources.indexOf(b.place.source) || a.place.start - b.place.start,
    );
    super(renderProblems(sorted));
    this.problems = sorted;
  }
}

function renderProblems(problems: Problem[]): string {
  const paragraphs = problems.slice(0, MAX_SHOWN).map(renderProblem);
  if (problems.length > MAX_SHOWN) paragraphs.push(`And ${problems.length - MAX_SHOWN} more.`);
  return paragraphs.join('\n\n');
}

function renderProblem({ place, message, hint }: Problem): string {
  const lines = [`${formatLocation(locationOf(place))}: ${message}`, ...excerptOf(place)];
  if (hint) lines.push(`  ${hint}`);
  return lines.join('\n');
}
