import * as tf from '@tensorflow/tfjs';

/** sqrt(s + 1) - 1 of a square s, in the form that keeps small values. */
export function pseudoHuber<T extends tf.Tensor>(square: T): T {
  return tf.div<T>(square, tf.add(tf.sqrt(tf.add(square, 1)), 1));
}
