import * as tf from '@tensorflow/tfjs';
import type { Activation } from './layers.ts';

export function activate(values: tf.Tensor, activation: Activation): tf.Tensor {
  switch (activation.type) {
    case 'leakyRelu':
      return tf.leakyRelu(values, activation.negativeSlope);
    case 'relu':
      return tf.relu(values);
    case 'relu6':
      return tf.relu6(values);
    case 'sigmoid':
      return tf.sigmoid(values);
    case 'silu':
      return tf.mul(values, tf.sigmoid(values));
    case 'hardSwish':
      return tf.mul(values, tf.div(tf.relu6(tf.add(values, 3)), 6));
    case 'gelu':
      return tf.mul(tf.mul(values, 0.5), tf.add(tf.erf(tf.mul(values, Math.SQRT1_2)), 1));
  }
}
