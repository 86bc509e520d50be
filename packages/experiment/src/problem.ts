import { UserError, formatLocation } from '@fcdd/errors';
import { type Place, type SourceText, excerptOf, locationOf } from './place.ts';

/** A mistake in a text that the user wrote. */
export interface Problem {
  place: Place;
  /** A sentence about what was found and what is allowed. */
  message: string;
  /** Advice for the user. */
  hint?: string;
}

/** Most problems that are shown. Nobody reads more, and each costs a search through its file. */
const MAX_SHOWN = 20;

/** All problems of a file and of the files it extends, with their lines. */
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
