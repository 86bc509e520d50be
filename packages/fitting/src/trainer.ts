import { UserError } from '@fcdd/errors';
import type { RandomSource } from '@fcdd/random';
import { type Tensor, withPrefix, withoutPrefix } from '@fcdd/tensors';
import * as tf from '@tensorflow/tfjs';
import { type TrainingBatch, partsOf, trainingTensors } from './batch.ts';
import { LossMeter, type MeanLosses } from './loss-meter.ts';
import type { Net } from '@fcdd/nets';
import type { Epoch } from './fit.ts';
import type { Loss } from './loss.ts';
import { type OptimizerOptions, createOptimizer } from './optimizers.ts';
import { addGradients, recordGradients } from './record-gradients.ts';
import { type ScheduleOptions, scheduleFactor } from './schedules.ts';

export interface TrainerOptions {
  net: Net;
  loss: Loss;
  optimizer: OptimizerOptions;
  schedule: ScheduleOptions;
  /** Draws random numbers, such as the masks of dropout; each batch of an epoch has its own stream. */
  random: RandomSource;
  /**
   * The number of parts that each batch is computed in, by default one. Their gradients add up to one step. Memory is
   * needed for one part, and batch norm takes the statistics of one part.
   */
  accumulate?: number;
}

export interface Trainer {
  /**
   * One step for each batch. The arrays of a batch may be used again once the next is asked for.
   * @param epoch 0-based; the schedule depends on it
   * @param onBatch receives the mean losses of the epoch so far, after each step
   * @throws UserError where the loss is no longer finite
   */
  trainEpoch(
    epoch: number,
    batches: AsyncIterable<TrainingBatch> | Iterable<TrainingBatch>,
    onBatch?: (losses: MeanLosses) => void,
  ): Promise<Epoch>;
  /** Everything needed to continue: names begin with `net.` or `optimizer.`. */
  state(): Promise<Record<string, Tensor>>;
  /**
   * Sets the state between epochs. The training then continues exactly as if it had never stopped.
   * @throws DataError where a tensor is missing or has another shape
   */
  restore(state: Record<string, Tensor>): void;
  /** Frees the optimizer's memory, not the net's. */
  dispose(): void;
}

export function createTrainer({
  net,
  loss,
  optimizer: options,
  schedule,
  random,
  accumulate = 1,
}: TrainerOptions): Trainer {
  const optimizer = createOptimizer(options, net.trainable);

  /** Returns the losses of the samples. Each part of the batch runs as one graph, the last one with the update. */
  async function step(batch: TrainingBatch, learningRate: number, random: RandomSource): Promise<number[]> {
    const losses: number[] = [];
    let sums: tf.NamedTensorMap = {};
    const parts = partsOf(batch, accumulate);
    for (const [index, part] of parts.entries()) {
      const isLast = index + 1 === parts.length;
      const recorded = tf.tidy(() => {
        const samples = trainingTensors(part, net);
        const { losses, gradients } = recordGradients(net, loss, samples, batch.count, random);
        const added = addGradients(sums, gradients);
        if (isLast) optimizer.step(added, learningRate);
        return { losses, sums: isLast ? {} : added };
      });
      tf.dispose(sums);
      sums = recorded.sums;
      losses.push(...((await recorded.losses.data()) as Float32Array));
      recorded.losses.dispose();
    }
    return losses;
  }

  return {
    async trainEpoch(epoch, batches, onBatch) {
      const learningRate = options.learningRate * scheduleFactor(schedule, epoch);
      const meter = new LossMeter();
      let index = 0;
      for await (const batch of batches) {
        meter.add(await step(batch, learningRate, random.fork(epoch, index++)), batch.labels);
        if (!Number.isFinite(meter.means().loss)) throw divergence(epoch, learningRate);
        onBatch?.(meter.means());
      }
      return { epoch, learningRate, ...meter.means() };
    },
    state: async () => ({
      ...withPrefix('net.', await net.state()),
      ...withPrefix('optimizer.', await optimizer.state()),
    }),
    restore(state) {
      net.load(withoutPrefix('net.', state));
      optimizer.load(withoutPrefix('optimizer.', state));
    },
    dispose: () => optimizer.dispose(),
  };
}

function divergence(epoch: number, learningRate: number): UserError {
  return new UserError(
    `The training diverged in epoch ${epoch + 1}: its loss is no longer a finite number.`,
    {
      hint: `Try a lower learning rate (it was ${learningRate}), a schedule that falls faster, or another preprocessing.`,
    },
  );
}
