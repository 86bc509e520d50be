import * as tf from '@tensorflow/tfjs';

/** Keeps the logarithm and its gradient finite at zero. The original implementation's value. */
const smallest = 1e-31;

/**
 * log(1 - exp(-x)) for x >= 0, to full precision for small and large x.
 * Source: Mächler, "Accurately computing log(1 - exp(-|a|))", 2012, equation 7.
 */
export function log1mexp<T extends tf.Tensor>(x: T): T {
  return tf.customGrad((x, save) => {
    const values = x as tf.Tensor;
    const decay = tf.exp(tf.neg(values));
    const complement = tf.add(tf.neg(tf.expm1(tf.neg(values))), smallest);
    (save as tf.GradSaveFunc)([decay, complement]);
    const isSmall = tf.less(values, Math.LN2);
    return {
      value: tf.where(isSmall, tf.log(complement), tf.log1p(tf.neg(decay))),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, tf.div(saved[0]!, saved[1]!)),
    };
  })(x) as T;
}
