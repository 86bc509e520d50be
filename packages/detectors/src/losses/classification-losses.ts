import * as tf from '@tensorflow/tfjs';
import { log1mexp } from './log1mexp.ts';

/**
 * Nominal samples minimise the score s, anomalous ones -log(1 - exp(-s)).
 * Source: Ruff et al., "Rethinking Assumptions in Deep Anomaly Detection", 2020, equation 4.
 * @param scores [count]
 * @param labels [count], float: 0 is nominal, 1 anomalous
 */
export function classificationLosses(scores: tf.Tensor1D, labels: tf.Tensor1D): tf.Tensor1D {
  return tf.where(tf.equal(labels, 1), tf.neg(log1mexp(scores)), scores);
}
