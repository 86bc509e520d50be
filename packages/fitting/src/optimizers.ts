import type { Tensor } from '@fcdd/tensors';
import type * as tf from '@tensorflow/tfjs';
import { createAdam } from './adam.ts';
import type { Parameter } from '@fcdd/nets';
import { createSgd } from './sgd.ts';

export interface OptimizerOptions {
  type: 'sgd' | 'adam';
  /** At the start. */
  learningRate: number;
  /** This times each parameter is added to its gradient. */
  weightDecay: number;
}

/** Changes parameters by their gradients, and keeps what it needs from step to step. */
export interface Optimizer {
  /** @param gradients by name of the variable; a parameter without one has the gradient zero */
  step(gradients: tf.NamedTensorMap, learningRate: number): void;
  /** Under PyTorch's names, followed by the parameter's. */
  state(): Promise<Record<string, Tensor>>;
  /** @throws DataError where a tensor is missing or has another shape */
  load(state: Record<string, Tensor>): void;
  dispose(): void;
}

export function createOptimizer({ type, weightDecay }: OptimizerOptions, parameters: Parameter[]): Optimizer {
  return { sgd: createSgd, adam: createAdam }[type](parameters, weightDecay);
}
