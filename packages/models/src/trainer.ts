import { UserError } from '@fcdd/errors';
import type { RandomSource } from '@fcdd/random';
import { type Tensor, withPrefix, withoutPrefix } from '@fcdd/tensors';
import * as tf from '@tensorflow/tfjs';
import { type TrainingBatch, imagesTensor } from './batch.ts';
import { LossMeter, type MeanLosses } from './loss-meter.ts';
import type { Net } from './net.ts';
import type { Objective } from './objectives.ts';
import { type OptimizerOptions, createOptimizer } from './optimizers.ts';
import { type ScheduleOptions, scheduleFactor } from './schedules.ts';

export interface TrainerOptions {
  net: Net;
  objective: Objective;
  optimizer: OptimizerOptions;
  schedule: ScheduleOptions;
  /** Draws what is random in a step, such as the masks of dropout; each epoch has its own stream. */
  random: RandomSource;
}

export interface EpochResult extends MeanLosses {
  /** 0-based. */
  epoch: number;
  learningRate: number;
}

export interface Trainer {
  /**
   * One step for each batch. The arrays of a batch may be used again once the next is asked for.
   * @param epoch 0-based; the schedule depends on it
   * @param onBatch is told after each step the mean losses of the epoch so far
   * @throws UserError where the loss is no longer finite
   */
  trainEpoch(
    epoch: number,
    batches: AsyncIterable<TrainingBatch> | Iterable<TrainingBatch>,
    onBatch?: (losses: MeanLosses) => void,
  ): Promise<EpochResult>;
  /** All that going on needs: names begin with `net.` or `optimizer.`. */
  state(): Promise<Record<string, Tensor>>;
  /**
   * Between epochs; training then goes on exactly as if it had never stopped.
   * @throws DataError where a tensor is missing or has another shape
   */
  restore(state: Record<string, Tensor>): void;
  /** Leaves the net alone. */
  dispose(): void;
}

export function createTrainer({
  net,
  objective,
  optimizer: options,
  schedule,
  random,
}: TrainerOptions): Trainer {
  const optimizer = createOptimizer(options, net.trainable);
  const variables = net.trainable.map(({ variable }) => variable);

  /** Records one step; reading the losses, which are the caller's to dispose, runs it as one graph. */
  function step(batch: TrainingBatch, learningRate: number, random: RandomSource): tf.Tensor1D {
    return tf.tidy(() => {
      const images = imagesTensor(batch, net);
      const labels = tf.tensor1d(Float32Array.from(batch.labels));
      let losses!: tf.Tensor1D;
      const { grads } = tf.variableGrads(() => {
        const output = net.forward(images, { training: true, random }) as tf.Tensor4D;
        losses = tf.keep(objective.losses(output, labels));
        return tf.mean(losses);
      }, variables);
      optimizer.step(grads, learningRate);
      return losses;
    });
  }

  return {
    async trainEpoch(epoch, batches, onBatch) {
      const learningRate = options.learningRate * scheduleFactor(schedule, epoch);
      const meter = new LossMeter();
      const epochRandom = random.fork(epoch);
      for await (const batch of batches) {
        const losses = step(batch, learningRate, epochRandom);
        meter.add((await losses.data()) as Float32Array, batch.labels);
        losses.dispose();
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
    `The training diverged in epoch ${epoch + 1}: its loss is no finite number any more.`,
    {
      hint: `Try a lower learning rate (it was ${learningRate}), a schedule that falls faster, or another preprocessing.`,
    },
  );
}
