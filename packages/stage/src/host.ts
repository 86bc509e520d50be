import { pathToFileURL } from 'node:url';
import { CancelledError, describeError, isUserError, printableText } from '@fcdd/errors';
import { createRandom } from '@fcdd/random';
import type { StageContext, StageDefinition } from './definition.ts';
import type { StageAssignment, StageMessage } from './protocol.ts';

/**
 * Runs one stage in this process, which the runner has started with an IPC channel. The process ends when the stage
 * does, when it is told to (SIGTERM, SIGINT), or when the runner is gone.
 */
export function hostStage(): void {
  const abort = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => abort.abort(new CancelledError()));
  process.on('disconnect', () => process.exit(1));
  process.once('message', (assignment) => void runAssignment(assignment as StageAssignment, abort.signal));
  send({ type: 'ready' });
}

async function runAssignment(assignment: StageAssignment, signal: AbortSignal): Promise<void> {
  try {
    const { stage } = (await import(pathToFileURL(assignment.bundle).href)) as { stage: StageDefinition };
    await stage.run(contextOf(stage, assignment, signal));
    finish({ type: 'done', versions: { node: process.versions.node } });
  } catch (error) {
    finish(failure(error));
  }
}

function contextOf(stage: StageDefinition, assignment: StageAssignment, signal: AbortSignal): StageContext {
  const { bundle: _bundle, ...given } = assignment;
  const seed = (assignment.parameters as { seed?: number }).seed ?? 0;
  return {
    ...given,
    signal,
    random: (...labels) => createRandom(stage.name, seed, ...labels),
    log: {
      // Names in it may come from anywhere, and it goes to terminals.
      info: (message) => send({ type: 'log', level: 'info', message: printableText(message) }),
      warn: (message) => send({ type: 'log', level: 'warn', message: printableText(message) }),
    },
    progress: (done, total, metrics) => send({ type: 'progress', done, total, metrics }),
  };
}

function failure(error: unknown): StageMessage {
  const { stack, code } = (error instanceof Error ? error : {}) as NodeJS.ErrnoException;
  return { type: 'failed', message: describeError(error), explained: isUserError(error), stack, code };
}

function send(message: StageMessage): void {
  process.send?.(message);
}

/** Leaves only once the last message is on its way: native libraries may keep the process alive otherwise. */
function finish(message: StageMessage): void {
  process.send?.(message, undefined, undefined, () => process.exit(message.type === 'done' ? 0 : 1));
}
