import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { UserError } from '@fcdd/errors';
import type { LabelledImages } from '@fcdd/images';
import type { TrainingBatch } from '@fcdd/fitting';
import { type Semaphore, createSemaphore, release } from './semaphore.ts';
import type { TrainingPlan } from './training-set.ts';

/** The training set as a separate thread loads it, and the batches that this thread prepares. */
export interface BatchStream extends TrainingOutline {
  /** Batches of one epoch after the other. */
  batches: AsyncGenerator<TrainingBatch, void, void>;
  /** Ends the thread, whatever it is doing. */
  close(): Promise<void>;
}

export interface TrainingOutline {
  /** Samples as the training draws them: augmented, not normalized. */
  samples: LabelledImages;
  batchesPerEpoch: number;
}

/** The thread's task. */
export interface BatchAssignment {
  plan: TrainingPlan;
  epochs: EpochRange;
  /** Permits; each allows the thread to prepare one batch. */
  room: Semaphore;
}

/** Epochs from `first` up to, but not including, `end`. */
export interface EpochRange {
  first: number;
  end: number;
}

/** A message of the thread: first the outline, then the batches in order; a failure ends the messages. */
export interface BatchMessage {
  outline?: TrainingOutline;
  batch?: TrainingBatch;
  failure?: { message: string; hint?: string; cause?: unknown };
}

/** Batches that may be ready before they are asked for. */
const lookAhead = 4;

/**
 * Loads the training set and prepares the batches of several epochs in a separate thread, because the engine blocks
 * this one. The caller always closes the stream.
 * @throws UserError as `loadTrainingSet` does
 */
export async function openBatchStream(plan: TrainingPlan, epochs: EpochRange): Promise<BatchStream> {
  const room = createSemaphore(lookAhead);
  const worker = startWorker({ plan, epochs, room });
  const close = async () => {
    await worker.terminate();
  };
  const messages = receive(worker);
  try {
    const { value } = await messages.next();
    if (!value?.outline) throw new Error('The thread that prepares batches ended before it began.');
    return { ...value.outline, batches: receiveBatches(messages, room), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Yields the thread's messages until it ends. */
async function* receive(worker: Worker): AsyncGenerator<BatchMessage, void, void> {
  for await (const [message] of on(worker, 'message', { close: ['exit'] })) {
    const { failure } = message as BatchMessage;
    if (failure) throw new UserError(failure.message, failure);
    yield message as BatchMessage;
  }
}

async function* receiveBatches(
  messages: AsyncGenerator<BatchMessage, void, void>,
  room: Semaphore,
): AsyncGenerator<TrainingBatch, void, void> {
  for await (const { batch } of messages) {
    release(room);
    if (batch) yield batch;
  }
}

function startWorker(workerData: BatchAssignment): Worker {
  const isBundled = !import.meta.url.endsWith('.ts');
  const entry = isBundled ? './batch-worker.js' : '../testing/batch-worker.mjs';
  return new Worker(new URL(entry, import.meta.url), { workerData });
}
