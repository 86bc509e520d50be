// The entry of the thread that prepares batches while the engine computes.
import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '@fcdd/errors';
import type { BatchAssignment, BatchMessage } from './batch-stream.ts';
import { epochBatches } from './epoch-batches.ts';
import { acquire } from './semaphore.ts';
import { loadTrainingSet } from './training-set.ts';

const { plan, epochs, room } = workerData as BatchAssignment;

try {
  const set = await loadTrainingSet(plan);
  for (let epoch = epochs.first; epoch < epochs.end; epoch++) {
    for (const batch of epochBatches(set, epoch, plan.parameters.batchSize)) {
      acquire(room);
      const { images, labels, maps } = batch;
      send(
        { batch },
        [images, labels, ...(maps ? [maps] : [])].map(({ buffer }) => buffer),
      );
    }
  }
} catch (error) {
  // What the user can put right must arrive with its hint; anything else ends the thread and is told by that.
  if (!(error instanceof UserError)) throw error;
  send({ failure: { message: error.message, hint: error.hint } });
}

function send(message: BatchMessage, transfer: ArrayBufferLike[] = []): void {
  parentPort!.postMessage(message, transfer as ArrayBuffer[]);
}
