import * as tf from '@tensorflow/tfjs';
import type { Objective } from '../objective.ts';

/** Autoencoder: the mean squared error of the reconstruction is loss and score, that of each pixel the anomaly map. */
export const ae: Objective = {
  losses: (output, { images }) => meanErrors(output, images),
  scores: meanErrors,
  explain(forward, images) {
    const output = forward(images);
    const maps = tf.mean<tf.Tensor4D>(tf.squaredDifference(output, images), 3, true);
    return { scores: meanErrors(output, images), maps };
  },
};

function meanErrors(output: tf.Tensor, images: tf.Tensor4D): tf.Tensor1D {
  return tf.mean(tf.squaredDifference(output, images), [1, 2, 3]);
}
