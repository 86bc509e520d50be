import { setImmediate } from 'node:timers/promises';
import type { EpochResult, Trainer, TrainingBatch } from '@fcdd/models';
import type { EpochRecord } from '@fcdd/records';
import type { StageContext } from '@fcdd/stage';
import type { BatchStream } from './batches/batch-stream.ts';
import { type Checkpoint, saveCheckpoint } from './checkpoint.ts';
import type { TrainParameters } from './parameters.ts';

type Context = StageContext<TrainParameters>;

interface Training {
  /** From the first epoch that the checkpoint lacks. */
  stream: BatchStream;
  trainer: Trainer;
  checkpoint?: Checkpoint;
}

/** Milliseconds between two reports of progress. */
const reportEvery = 200;

/**
 * Trains all epochs, or those that the checkpoint lacks.
 * @throws the signal's reason once the run is stopped; what was done up to the last whole epoch may be saved
 */
export async function trainEpochs(context: Context, training: Training): Promise<EpochRecord[]> {
  const { parameters, signal } = context;
  const { epochs, checkpointEvery } = parameters;
  const { trainer } = training;
  const { batches, batchesPerEpoch } = training.stream;
  const history = resume(context, training);
  const report = createReporter(context, epochs * batchesPerEpoch);
  for (let epoch = history.length; epoch < epochs; epoch++) {
    let done = epoch * batchesPerEpoch;
    const result = await trainer.trainEpoch(epoch, take(batches, batchesPerEpoch, signal), ({ loss }) =>
      report(++done, loss),
    );
    history.push(result);
    context.log.info(describe(result, epochs));
    const isLast = epoch + 1 === epochs;
    if (!isLast && ((epoch + 1) % checkpointEvery === 0 || signal.aborted))
      await saveCheckpoint(context, { history, state: await trainer.state() });
  }
  return history;
}

function resume({ log }: Context, { trainer, checkpoint }: Training): EpochRecord[] {
  if (!checkpoint) return [];
  trainer.restore(checkpoint.state);
  log.info(`Going on after epoch ${checkpoint.history.length}.`);
  return checkpoint.history;
}

/** The next few batches, after which there may be more. */
async function* take(
  batches: AsyncGenerator<TrainingBatch, void, void>,
  count: number,
  signal: AbortSignal,
): AsyncGenerator<TrainingBatch, void, void> {
  for (let i = 0; i < count; i++) {
    // While batches come in without a pause, neither a signal nor the end of the runner would be heard of.
    await setImmediate();
    signal.throwIfAborted();
    const { value } = await batches.next();
    if (!value) throw new Error('The thread that prepares batches ended too early.');
    yield value;
  }
}

function createReporter(context: Context, total: number): (done: number, loss: number) => void {
  let last = -Infinity;
  return (done, loss) => {
    if (performance.now() - last < reportEvery && done < total) return;
    last = performance.now();
    context.progress(done, total, { loss });
  };
}

function describe(result: EpochResult, epochs: number): string {
  const { epoch, learningRate, loss, lossNominal, lossAnomalous } = result;
  const parts = Object.entries({ nominal: lossNominal, anomalous: lossAnomalous })
    .filter(([, value]) => value !== null)
    .map(([label, value]) => `${label} ${value!.toFixed(4)}`);
  const rate = Number(learningRate.toPrecision(3));
  return `Epoch ${epoch + 1} of ${epochs}: loss ${loss.toFixed(4)} (${parts.join(', ')}), learning rate ${rate}.`;
}
