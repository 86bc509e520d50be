import type { RandomSource } from '@fcdd/random';
import * as tf from '@tensorflow/tfjs';
import type { Net } from '@fcdd/nets';
import type { Loss, TrainingTensors } from './loss.ts';

/** The share of a step that a part of a batch gives. */
export interface PartialStep {
  /** [samples of the part]. */
  losses: tf.Tensor1D;
  /** By name of the variable, for the parameters that the loss depends on. */
  gradients: tf.NamedTensorMap;
}

/**
 * Records the forward and backward pass of some samples of a batch.
 * @param batchSize samples of the whole batch, whose mean loss the gradients are of
 */
export function recordGradients(
  net: Net,
  loss: Loss,
  samples: TrainingTensors,
  batchSize: number,
  random: RandomSource,
): PartialStep {
  return tf.tidy(() => {
    const variables = net.trainable.map(({ variable }) => variable);
    let losses!: tf.Tensor1D;
    const { grads } = tf.variableGrads(() => {
      losses = tf.keep(loss.losses(net.forward(samples.images, { training: true, random }), samples));
      return tf.div(tf.sum(losses), batchSize);
    }, variables);
    const gradients = Object.fromEntries(Object.entries(grads).filter(([, gradient]) => gradient));
    return { losses, gradients };
  });
}

/** Sums by name; a gradient that only one side has stays as it is. */
export function addGradients(sums: tf.NamedTensorMap, gradients: tf.NamedTensorMap): tf.NamedTensorMap {
  const added = Object.entries(gradients).map(([name, gradient]) => [
    name,
    sums[name] ? tf.add(sums[name], gradient) : gradient,
  ]);
  return { ...sums, ...Object.fromEntries(added) };
}
