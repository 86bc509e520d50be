// This file runs in the thread that loads the training set and prepares its batches while the engine computes.
import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '@fcdd/errors';
import { drawSamples } from '../samples.ts';
import type { BatchAssignment, BatchMessage } from './batch-stream.ts';
import { batchCount, epochBatches } from './epoch-batches.ts';
import { acquire } from './semaphore.ts';
import { loadTrainingSet } from './training-set.ts';

const { plan, epochs, room } = workerData as BatchAssignment;
const { batchSize } = plan;

try {
  const set = await loadTrainingSet(plan);
  send({ outline: { samples: drawSamples(set), batchesPerEpoch: batchCount(set, batchSize) } });
  for (let epoch = epochs.first; epoch < epochs.end; epoch++) {
    for (const batch of epochBatches(set, epoch, batchSize)) {
      acquire(room);
      const { images, labels, maps } = batch;
      send(
        { batch },
        [images, labels, ...(maps ? [maps] : [])].map(({ buffer }) => buffer),
      );
    }
  }
  await set.close();
} catch (error) {
  // An error that the user can correct is sent with its hint. Any other error ends the thread, which reports it.
  if (!(error instanceof UserError)) throw error;
  const { message, hint, cause } = error;
  send({ failure: { message, hint, cause } });
}

function send(message: BatchMessage, transfer: ArrayBufferLike[] = []): void {
  parentPort!.postMessage(message, transfer as ArrayBuffer[]);
}
