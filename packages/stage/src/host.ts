import { CancelledError } from '@fcdd/errors';
import type { StageAssignment, StageMessage } from './protocol.ts';
import { runAssignment } from './run-assignment.ts';

/**
 * Runs one stage in this process, which the runner has started with an IPC channel. The process ends when the stage
 * does, when it is told to (SIGTERM, SIGINT), or when the runner is gone.
 */
export function hostStage(): void {
  const abort = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => abort.abort(new CancelledError()));
  process.on('disconnect', () => process.exit(1));
  process.once(
    'message',
    (assignment) => void runAssignment(assignment as StageAssignment, abort.signal, send).then(finish),
  );
  send({ type: 'ready' });
}

function send(message: StageMessage): void {
  process.send?.(message);
}

/** Leaves only once the last message is on its way: native libraries may keep the process alive otherwise. */
function finish(message: StageMessage): void {
  process.send?.(message, undefined, undefined, () => process.exit(message.type === 'done' ? 0 : 1));
}
