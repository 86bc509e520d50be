import type { RandomSource } from '@fcdd/random';
import type { Tensor } from '@fcdd/tensors';
import type { TrainingBatch } from './batch.ts';
import type { MeanLosses } from './loss-meter.ts';
import type { OptimizerOptions } from './optimizers.ts';
import type { ScheduleOptions } from './schedules.ts';

/** Batches of one epoch after the other, from the first epoch that is to be fitted. */
export interface BatchStream {
  batches: AsyncGenerator<TrainingBatch, void, void>;
  batchesPerEpoch: number;
}

export interface FitContext {
  /** The number of epochs in all; those that `resume` has are not fitted again. */
  epochs: number;
  optimizer: OptimizerOptions;
  schedule: ScheduleOptions;
  /** The number of parts that each batch is computed in. */
  accumulate: number;
  /** Draws the random numbers of a step. */
  random: RandomSource;
  /** The end of the same fit with fewer epochs. */
  resume?: Fit;
  /** Stops the fit between two batches; `fit` then throws its reason. */
  signal: AbortSignal;
  /** Reports the number of batches done, and the mean loss of the epoch so far. */
  onBatch?(done: number, total: number, loss: number): void;
  /** Reports each epoch, with the fit that can be resumed. The next epoch waits for it. */
  onEpoch?(epoch: Epoch, fit: () => Promise<Fit>): Promise<void> | void;
}

/** The result of a fit, with everything that a longer one needs to continue bit by bit. */
export interface Fit {
  history: Epoch[];
  state: Record<string, Tensor>;
}

export interface Epoch extends MeanLosses {
  /** 0-based. */
  epoch: number;
  learningRate: number;
}
