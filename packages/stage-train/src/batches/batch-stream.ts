import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { UserError } from '@fcdd/errors';
import type { TrainingBatch } from '@fcdd/models';
import { type Semaphore, createSemaphore, release } from './semaphore.ts';
import type { TrainingPlan } from './training-set.ts';

/** What the thread that prepares batches is told. */
export interface BatchAssignment {
  plan: TrainingPlan;
  /** From `first` up to but without `end`. */
  epochs: { first: number; end: number };
  /** Permits to prepare one batch each. */
  room: Semaphore;
}

/** What the thread answers: the batches in order, or why there are no more. */
export interface BatchMessage {
  batch?: TrainingBatch;
  failure?: { message: string; hint?: string };
}

/** Batches that may be ready before they are asked for. */
const lookAhead = 4;

/**
 * The batches of several epochs, one epoch after the other, prepared in a thread of their own: the engine blocks this
 * one. The thread ends with the stream; end the stream with `return()` if it is not read to its end.
 * @throws UserError, DataError as `loadTrainingSet` does
 */
export async function* streamBatches(
  plan: TrainingPlan,
  epochs: { first: number; end: number },
): AsyncGenerator<TrainingBatch, void, void> {
  const room = createSemaphore(lookAhead);
  const worker = startWorker({ plan, epochs, room });
  try {
    for await (const [message] of on(worker, 'message', { close: ['exit'] })) {
      const { batch, failure } = message as BatchMessage;
      if (failure) throw new UserError(failure.message, { hint: failure.hint });
      release(room);
      if (batch) yield batch;
    }
  } finally {
    await worker.terminate();
  }
}

function startWorker(workerData: BatchAssignment): Worker {
  const isBundled = !import.meta.url.endsWith('.ts');
  const entry = isBundled ? './batch-worker.js' : '../testing/batch-worker.mjs';
  return new Worker(new URL(entry, import.meta.url), { workerData });
}
