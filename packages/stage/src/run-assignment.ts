import { pathToFileURL } from 'node:url';
import { describeError, isUserError, printableText } from '@fcdd/errors';
import { createRandom } from '@fcdd/random';
import type { StageContext, StageDefinition } from './definition.ts';
import type { StageAssignment, StageMessage } from './protocol.ts';

export type Tell = (message: Extract<StageMessage, { type: 'progress' | 'log' }>) => void;
export type StageEnd = Extract<StageMessage, { type: 'done' | 'failed' }>;

/**
 * Runs one stage in this process. Failures are returned, not thrown.
 * @param tell is called with each message of the stage
 */
export async function runAssignment(
  assignment: StageAssignment,
  signal: AbortSignal,
  tell: Tell,
): Promise<StageEnd> {
  try {
    const { stage } = (await import(pathToFileURL(assignment.bundle).href)) as { stage: StageDefinition };
    await stage.run(contextOf(stage, assignment, signal, tell));
    return { type: 'done', versions: { node: process.versions.node } };
  } catch (error) {
    return failure(error);
  }
}

function contextOf(
  stage: StageDefinition,
  assignment: StageAssignment,
  signal: AbortSignal,
  tell: Tell,
): StageContext {
  const { bundle: _bundle, ...given } = assignment;
  const seed = (assignment.parameters as { seed?: number }).seed ?? 0;
  return {
    ...given,
    signal,
    random: (...labels) => createRandom(stage.name, seed, ...labels),
    log: {
      // Names in it may come from anywhere, and it goes to terminals.
      info: (message) => tell({ type: 'log', level: 'info', message: printableText(message) }),
      warn: (message) => tell({ type: 'log', level: 'warn', message: printableText(message) }),
    },
    progress: (done, total, metrics) => tell({ type: 'progress', done, total, metrics }),
  };
}

function failure(error: unknown): StageEnd {
  const { stack, code } = (error instanceof Error ? error : {}) as NodeJS.ErrnoException;
  return { type: 'failed', message: describeError(error), explained: isUserError(error), stack, code };
}
