import { CancelledError, UserError, describeError } from '@fcdd/errors';
import type { Outcome } from '@fcdd/studies';
import { CommanderError } from 'commander';

export const exitCodes = { success: 0, failure: 1, badInput: 2, interrupted: 130 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Returns the exit code for an outcome. */
export function exitCodeOf(outcome: Outcome): ExitCode {
  switch (outcome) {
    case 'succeeded':
      return exitCodes.success;
    case 'failed':
      return exitCodes.failure;
    case 'interrupted':
      return exitCodes.interrupted;
  }
}

/** Prints an error in the form that the user asked for, and returns its exit code. */
export function reportError(
  error: unknown,
  { json, verbose }: { json: boolean; verbose: boolean },
): ExitCode {
  // Commander has already printed what is wrong with the command line.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.badInput;
  if (isInterruption(error)) return exitCodes.interrupted;
  const text = describeError(error);
  if (json) console.log(JSON.stringify({ type: 'error', message: text }));
  else console.error(text);
  if (verbose && error instanceof Error) console.error(error.stack);
  if (error instanceof UserError) return exitCodes.badInput;
  if (!json && !verbose) console.error('This should not happen. --verbose shows where it comes from.');
  return exitCodes.failure;
}

function isInterruption(error: unknown): boolean {
  return error instanceof CancelledError || (error instanceof Error && error.name === 'AbortError');
}
