import type * as tf from '@tensorflow/tfjs';

/** The function that gradient descent minimises. */
export interface Loss {
  /**
   * Training loss of each sample.
   * @param output of the net for these images, in training
   * @returns [count]
   */
  losses(output: tf.Tensor, batch: TrainingTensors): tf.Tensor1D;
}

export interface TrainingTensors {
  /** [count, height, width, channels]. */
  images: tf.Tensor4D;
  /** [count], float: 0 is nominal, 1 anomalous. */
  labels: tf.Tensor1D;
  /** Ground truth of each pixel, [count, height, width, 1], float: 0 is nominal, 1 anomalous. */
  maps?: tf.Tensor4D;
}
