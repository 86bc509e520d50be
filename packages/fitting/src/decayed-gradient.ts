import * as tf from '@tensorflow/tfjs';
import type { Parameter } from '@fcdd/nets';

/** The gradient of a parameter with weight decay. */
export function decayedGradient(
  { variable }: Parameter,
  gradients: tf.NamedTensorMap,
  weightDecay: tf.Scalar,
): tf.Tensor {
  const decay = tf.mul(variable, weightDecay);
  const gradient = gradients[variable.name];
  return gradient ? tf.add(gradient, decay) : decay;
}
