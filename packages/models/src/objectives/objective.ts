import type * as tf from '@tensorflow/tfjs';

/** What a net is trained for, how its output is read, and how that is explained. */
export interface Objective {
  /**
   * Training loss of each sample.
   * @param output of the net for these images, in training
   * @returns [count]
   */
  losses(output: tf.Tensor, batch: TrainingTensors): tf.Tensor1D;
  /**
   * Anomaly score of each image.
   * @param output of the net for these images
   * @returns [count]
   */
  scores(output: tf.Tensor, images: tf.Tensor4D): tf.Tensor1D;
  /**
   * Anomaly scores and the maps that explain them.
   * @param forward of the net, in evaluation
   * @param images [count, height, width, channels]
   */
  explain(forward: (images: tf.Tensor4D) => tf.Tensor, images: tf.Tensor4D): Explanation;
}

export interface TrainingTensors {
  /** [count, height, width, channels]. */
  images: tf.Tensor4D;
  /** [count], float: 0 is nominal, 1 anomalous. */
  labels: tf.Tensor1D;
  /** Ground truth of each pixel, [count, height, width, 1], float: 0 is nominal, 1 anomalous. */
  maps?: tf.Tensor4D;
}

export type Explanation = {
  /** [count]. */
  scores: tf.Tensor1D;
  /** [count, rows, columns, 1]: of the output's size or the images', as the catalogue of objectives says. */
  maps: tf.Tensor4D;
};
