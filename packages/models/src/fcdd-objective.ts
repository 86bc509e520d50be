import * as tf from '@tensorflow/tfjs';
import type { Objective } from './objectives.ts';

/**
 * Fully convolutional data description: pseudo-Huber of each output pixel is the anomaly map, its mean the score. Nominal
 * images minimise the score s, anomalous ones -log(1 - exp(-s)).
 * Source: Liznerski et al., "Explainable Deep One-Class Classification", ICLR 2021, equation 2.
 */
export const fcdd: Objective = {
  losses(output, labels) {
    const nominal = fcdd.scores(output);
    const anomalous = tf.neg(logOneMinusExp(nominal));
    return tf.add(nominal, tf.mul(labels, tf.sub(anomalous, nominal)));
  },
  scores: (output) => tf.mean(pseudoHuber(output), [1, 2, 3]),
  maps: (output) => tf.squeeze(pseudoHuber(output), [3]),
};

/** sqrt(x^2 + 1) - 1, in the form that keeps small values. */
function pseudoHuber(values: tf.Tensor4D): tf.Tensor4D {
  const square = tf.square(values);
  return tf.div(square, tf.add(tf.sqrt(tf.add(square, 1)), 1));
}

/** Keeps the loss of an anomaly finite whose score is zero. The original implementation's value. */
const smallest = 1e-31;

/** log(1 - exp(-x)) for x >= 0. With t = tanh(x / 2), 1 - exp(-x) is 2t / (1 + t), which keeps small x. */
function logOneMinusExp(values: tf.Tensor1D): tf.Tensor1D {
  const tangent = tf.tanh(tf.mul(values, 0.5));
  const complement = tf.div<tf.Tensor1D>(tf.mul(tangent, 2), tf.add(tangent, 1));
  return tf.log(tf.add<tf.Tensor1D>(complement, smallest));
}
