import type { RandomSource } from '@fcdd/random';
import * as tf from '@tensorflow/tfjs';
import type { Arrangement } from './layers.ts';

/** @param random draws the masks of dropout, which without it leaves all values in */
export function arrange(values: tf.Tensor, layer: Arrangement, random?: RandomSource): tf.Tensor {
  switch (layer.type) {
    case 'upsample': {
      const [, height, width] = values.shape as [number, number, number];
      const size: [number, number] = [height * layer.factor, width * layer.factor];
      return tf.image.resizeNearestNeighbor(values as tf.Tensor4D, size);
    }
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

/** Zeros, and what keeps the expected sum. Drawn here and not in the graph, which thereby serves all steps. */
function dropoutMask(shape: number[], rate: number, random: RandomSource): tf.Tensor {
  const mask = new Float32Array(shape.reduce((product, length) => product * length, 1));
  for (let i = 0; i < mask.length; i++) mask[i] = random.uniform() < rate ? 0 : 1 / (1 - rate);
  return tf.tensor(mask, shape);
}
