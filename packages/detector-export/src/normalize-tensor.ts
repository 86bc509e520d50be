import type { ContrastNormalization, Normalization, Standardization } from '@fcdd/preprocessing';
import * as tf from '@tensorflow/tfjs';

/**
 * Normalizes images as `createPreprocessing` does, with operations on tensors.
 * @param pixels [count, height, width, channels], 0..255
 * @returns the net's input, in the same shape
 */
export function normalizeTensor(pixels: tf.Tensor4D, normalization: Normalization): tf.Tensor4D {
  return normalization.type === 'standardization'
    ? standardize(pixels, normalization)
    : normalizeContrast(pixels, normalization);
}

function standardize(pixels: tf.Tensor4D, { mean, standardDeviation }: Standardization): tf.Tensor4D {
  return tf.div(tf.sub(tf.div(pixels, 255), tf.tensor1d(mean)), tf.tensor1d(standardDeviation));
}

function normalizeContrast(pixels: tf.Tensor4D, { smallest, largest }: ContrastNormalization): tf.Tensor4D {
  const image = [1, 2, 3];
  const centred = tf.sub(pixels, tf.mean(pixels, image, true));
  // Rounding may give an image of one colour a deviation that is not exactly zero.
  const isPlain = tf.equal(tf.max(pixels, image, true), tf.min(pixels, image, true));
  const deviation = tf.mean(tf.abs(centred), image, true);
  const contrast = tf.div(centred, tf.where(isPlain, tf.onesLike(deviation), deviation));
  const range = tf.sub(tf.tensor1d(largest), tf.tensor1d(smallest));
  return tf.div(tf.sub(contrast, tf.tensor1d(smallest)), range);
}
