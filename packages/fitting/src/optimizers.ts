import type * as schemas from '@fcdd/schemas/types';
import type { Tensor } from '@fcdd/tensors';
import type * as tf from '@tensorflow/tfjs';
import { createAdam } from './adam.ts';
import type { Parameter } from '@fcdd/nets';
import { createSgd } from './sgd.ts';

/** How gradients change parameters: the kind of optimizer, and its learning rate before the schedule. */
export type OptimizerOptions = schemas.Optimizer;

/** Changes parameters by their gradients, and keeps its state from step to step. */
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
