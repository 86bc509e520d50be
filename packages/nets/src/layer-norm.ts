import * as tf from '@tensorflow/tfjs';

/**
 * (values - mean) / sqrt(variance + epsilon) * scale + offset, with the moments over the last axis.
 * Source: Ba, Kiros, Hinton, "Layer Normalization", 2016.
 */
export function layerNormalized(
  values: tf.Tensor,
  scale: tf.Tensor,
  offset: tf.Tensor,
  epsilon: number,
): tf.Tensor {
  const deviations = tf.sub(values, tf.mean(values, -1, true));
  const variance = tf.mean(tf.square(deviations), -1, true);
  return tf.add(tf.mul(tf.mul(deviations, tf.rsqrt(tf.add(variance, epsilon))), scale), offset);
}
