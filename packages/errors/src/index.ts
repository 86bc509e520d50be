import { printableText } from './printable.ts';

export * from './did-you-mean.ts';
export * from './printable.ts';

export interface Location {
  file: string;
  /** 1-based. */
  line?: number;
  /** 1-based. */
  column?: number;
}

export interface UserErrorOptions {
  /** A way out for the user, as a sentence. */
  hint?: string;
  location?: Location;
  cause?: unknown;
}

/** Bundles have copies of these classes; this mark identifies an error of another bundle. */
const userErrorMark = Symbol.for('fcdd.UserError');

/** An error that the user can correct. It is shown as its message, place and hint, without a stack trace. */
export class UserError extends Error {
  readonly [userErrorMark] = true;
  override readonly name: string = 'UserError';
  readonly hint?: string;
  readonly location?: Location;

  constructor(message: string, { hint, location, cause }: UserErrorOptions = {}) {
    super(message, { cause });
    this.hint = hint;
    this.location = location;
  }
}

/** Data that are missing, damaged or of the wrong kind. */
export class DataError extends UserError {
  override readonly name = 'DataError';
}

/** The work was stopped on purpose. */
export class CancelledError extends UserError {
  override readonly name = 'CancelledError';

  constructor(message = 'Stopped.') {
    super(message);
  }
}

/** Whether a value is a UserError, also one that another bundle has thrown. */
export function isUserError(value: unknown): value is UserError {
  return value instanceof Error && userErrorMark in value;
}

/** `file:line:column`, as far as it is known. */
export function formatLocation({ file, line, column }: Location): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

/**
 * Describes any thrown value in one readable paragraph: place, message, the messages of its causes, the way out.
 * Control characters, which names may contain, are escaped.
 */
export function describeError(error: unknown): string {
  return printableText(error instanceof Error ? paragraphOf(error) : String(error));
}

function paragraphOf(error: Error): string {
  const lines = [error.message];
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) {
    if (!lines.some((line) => line.includes((cause as Error).message)))
      lines.push(`  because: ${cause.message}`);
  }
  if (isUserError(error)) {
    if (error.location) lines[0] = `${formatLocation(error.location)}: ${lines[0]}`;
    if (error.hint) lines.push(`  ${error.hint}`);
  }
  return lines.join('\n');
}
