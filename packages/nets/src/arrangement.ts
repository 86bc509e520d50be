import type { RandomSource } from '@fcdd/random';
import * as tf from '@tensorflow/tfjs';
import type { Arrangement } from './layers.ts';

/** @param random draws the masks of dropout, which without it leaves all values in */
export function arrange(values: tf.Tensor, layer: Arrangement, random?: RandomSource): tf.Tensor {
  switch (layer.type) {
    case 'upsample':
      return repeatPixels(values as tf.Tensor4D, layer.factor);
    case 'flatten':
      return tf.reshape(tf.transpose(values, [0, 3, 1, 2]), [values.shape[0]!, -1]);
    case 'unflatten': {
      const { channels, width } = layer;
      return tf.transpose(tf.reshape(values, [-1, channels, width, width]), [0, 2, 3, 1]);
    }
    case 'dropout':
      return random ? tf.mul(values, dropoutMask(values.shape, layer.rate, random)) : values;
  }
}

/** Its gradient is written out, because tfjs's own backend has a wrong one. */
function repeatPixels(images: tf.Tensor4D, factor: number): tf.Tensor4D {
  const [, height, width] = images.shape;
  const repeat = tf.customGrad((images) => ({
    value: tf.image.resizeNearestNeighbor(images as tf.Tensor4D, [height * factor, width * factor]),
    gradFunc: (gradient) => tf.mul(tf.avgPool(gradient as tf.Tensor4D, factor, factor, 'valid'), factor ** 2),
  }));
  return repeat(images) as tf.Tensor4D;
}

/** Zeros, and what keeps the expected sum. Drawn here and not in the graph, which thereby serves all steps. */
function dropoutMask(shape: number[], rate: number, random: RandomSource): tf.Tensor {
  const mask = new Float32Array(shape.reduce((product, length) => product * length, 1));
  for (let i = 0; i < mask.length; i++) mask[i] = random.uniform() < rate ? 0 : 1 / (1 - rate);
  return tf.tensor(mask, shape);
}
