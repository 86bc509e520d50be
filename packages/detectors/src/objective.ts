import type { Loss } from '@fcdd/fitting';
import type * as tf from '@tensorflow/tfjs';
import type { Explanation } from './detector.ts';

/** The loss that a net is trained with, and the way its output explains an image. */
export interface Objective extends Loss {
  /**
   * Anomaly score of each image.
   * @param output of the net for these images
   * @returns [count]
   */
  scores(output: tf.Tensor, images: tf.Tensor4D): tf.Tensor1D;
  /**
   * Anomaly scores and the maps that explain them.
   * @param forward the net in evaluation
   * @param images [count, height, width, channels]
   */
  explain(forward: (images: tf.Tensor4D) => tf.Tensor, images: tf.Tensor4D): Explanation;
}
