import * as tf from '@tensorflow/tfjs';
import { upsampleTensor } from '../smoothing/smoothing-tensors.ts';
import type { ReceptiveField } from '@fcdd/nets/receptive-field';
import { classificationLosses } from '../losses/classification-losses.ts';
import { log1mexp } from '../losses/log1mexp.ts';
import type { Objective } from '../objective.ts';
import { pseudoHuber } from '../losses/pseudo-huber.ts';

/**
 * Fully convolutional data description: pseudo-Huber of each output pixel is the anomaly map, its mean the score.
 * Source: Liznerski et al., "Explainable Deep One-Class Classification", ICLR 2021, equations 2 and 3.
 * @param field receptive field of an output pixel
 * @param gaussStd of the upsampling to ground-truth maps; null: it follows from the field
 */
export function createFcdd(field: ReceptiveField, gaussStd: number | null): Objective {
  const scores = (output: tf.Tensor) => tf.mean<tf.Tensor1D>(anomalyMaps(output), [1, 2, 3]);
  return {
    losses(output, { images, labels, maps }) {
      if (!maps) return classificationLosses(scores(output), labels);
      const upsampled = upsampleTensor(anomalyMaps(output), field, images.shape[1], gaussStd);
      return pixelwiseLosses(upsampled, maps);
    },
    scores,
    explain(forward, images) {
      const output = forward(images);
      return { scores: scores(output), maps: anomalyMaps(output) };
    },
  };
}

function anomalyMaps(output: tf.Tensor): tf.Tensor4D {
  return pseudoHuber(tf.square(output as tf.Tensor4D));
}

/** Only samples with any anomalous pixel have a loss of their anomalous pixels. */
function pixelwiseLosses(maps: tf.Tensor4D, groundTruth: tf.Tensor4D): tf.Tensor1D {
  const nominal = tf.mean<tf.Tensor1D>(tf.mul(maps, tf.sub(1, groundTruth)), [1, 2, 3]);
  const anomalous = tf.mean<tf.Tensor1D>(tf.mul(maps, groundTruth), [1, 2, 3]);
  const isAnomalous = tf.equal(tf.max(groundTruth, [1, 2, 3]), 1);
  return tf.where(isAnomalous, tf.sub<tf.Tensor1D>(nominal, log1mexp(anomalous)), nominal);
}
