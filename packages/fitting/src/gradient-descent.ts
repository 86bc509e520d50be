import { setImmediate } from 'node:timers/promises';
import type { Net } from '@fcdd/nets';
import type { TrainingBatch } from './batch.ts';
import type { BatchStream, Fit, FitContext } from './fit.ts';
import type { Loss } from './loss.ts';
import { createTrainer } from './trainer.ts';

/**
 * Trains a net for all epochs, or for those that an earlier fit lacks.
 * @throws the signal's reason once it is aborted; UserError where the loss is no longer finite
 */
export async function fitByGradientDescent(
  net: Net,
  loss: Loss,
  { batches, batchesPerEpoch }: BatchStream,
  context: FitContext,
): Promise<Fit> {
  const { epochs, resume, signal, onBatch, onEpoch } = context;
  const trainer = createTrainer({ net, loss, ...context });
  try {
    const history = resume ? [...resume.history] : [];
    if (resume) trainer.restore(resume.state);
    const fit = async () => ({ history: [...history], state: await trainer.state() });
    for (let epoch = history.length; epoch < epochs; epoch++) {
      let done = epoch * batchesPerEpoch;
      const epochBatches = take(batches, batchesPerEpoch, signal);
      const result = await trainer.trainEpoch(epoch, epochBatches, ({ loss }) =>
        onBatch?.(++done, epochs * batchesPerEpoch, loss),
      );
      history.push(result);
      await onEpoch?.(result, fit);
    }
    return await fit();
  } finally {
    trainer.dispose();
  }
}

/** The next few batches of a stream that may have more. */
async function* take(
  batches: AsyncGenerator<TrainingBatch, void, void>,
  count: number,
  signal: AbortSignal,
): AsyncGenerator<TrainingBatch, void, void> {
  for (let i = 0; i < count; i++) {
    // While batches arrive without a pause, the process would notice neither a signal nor the end of its parent.
    await setImmediate();
    signal.throwIfAborted();
    const { value } = await batches.next();
    if (!value) throw new Error('The thread that prepares batches ended too early.');
    yield value;
  }
}
