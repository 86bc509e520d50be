export interface Location {
  file: string;
  /** 1-based. */
  line?: number;
  /** 1-based. */
  column?: number;
}

export interface UserErrorOptions {
  /** What the user can do about it, as a sentence. */
  hint?: string;
  location?: Location;
  cause?: unknown;
}

/** Something that the user can put right. It is shown as its message, place and hint, without a stack trace. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  readonly hint?: string;
  readonly location?: Location;

  constructor(message: string, { hint, location, cause }: UserErrorOptions = {}) {
    super(message, { cause });
    this.hint = hint;
    this.location = location;
  }
}

/** Data that is missing, damaged or not what it should be. */
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

/** `file:line:column`, as far as it is known. */
export function formatLocation({ file, line, column }: Location): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

/** One readable paragraph for any thrown value: place, message, the messages of its causes, the way out. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const lines = [error.message];
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) {
    if (!lines.some((line) => line.includes((cause as Error).message)))
      lines.push(`  because: ${cause.message}`);
  }
  if (error instanceof UserError) {
    if (error.location) lines[0] = `${formatLocation(error.location)}: ${lines[0]}`;
    if (error.hint) lines.push(`  ${error.hint}`);
  }
  return lines.join('\n');
}
