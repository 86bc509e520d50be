import * as tf from '@tensorflow/tfjs';
import { classificationLosses } from '../losses/classification-losses.ts';
import type { Objective } from '../objective.ts';
import { pseudoHuber } from '../losses/pseudo-huber.ts';

/** `grad`: the gradient of the score with respect to the image; `xgrad`: that times the image. */
export type GradientKind = 'grad' | 'xgrad';

/**
 * Hypersphere classification: pseudo-Huber of the output vector's length is the score; its absolute gradient with
 * respect to the image, summed over channels, is the anomaly map.
 * Source: Ruff et al., "Rethinking Assumptions in Deep Anomaly Detection", 2020.
 */
export function createHsc(gradient: GradientKind): Objective {
  const scores = (output: tf.Tensor) => pseudoHuber(tf.sum<tf.Tensor1D>(tf.square(output), 1));
  return {
    losses: (output, { labels }) => classificationLosses(scores(output), labels),
    scores,
    explain(forward, images) {
      const scoresOf = tf.valueAndGrad((images) => scores(forward(images as tf.Tensor4D)));
      // In evaluation no score depends on another image, so that this is each score's own gradient.
      const { value, grad } = scoresOf(images, tf.ones([images.shape[0]]));
      const weighted = gradient === 'xgrad' ? tf.mul(grad, images) : grad;
      return { scores: value as tf.Tensor1D, maps: tf.sum<tf.Tensor4D>(tf.abs(weighted), 3, true) };
    },
  };
}
