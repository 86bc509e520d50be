import * as tf from '@tensorflow/tfjs';
import type { TokenLayer } from './layers.ts';

/**
 * A layer of transformers.
 * @param values [count, tokens, features]; [count, height, width, channels] for `tokensOfImage`
 * @param parameter of the layers that have one, [1, tokens, features]
 */
export function applyTokenLayer(values: tf.Tensor, layer: TokenLayer, parameter?: tf.Tensor): tf.Tensor {
  switch (layer.type) {
    case 'tokensOfImage':
      return tf.reshape(values, [values.shape[0]!, -1, values.shape[3]!]);
    case 'imageOfTokens': {
      const [count, tokens, features] = values.shape as [number, number, number];
      const width = Math.sqrt(tokens - layer.skipped);
      const pixels = tf.slice(values, [0, layer.skipped, 0], [count, tokens - layer.skipped, features]);
      return tf.reshape(pixels, [count, width, width, features]);
    }
    case 'firstTokens': {
      const [count, , features] = values.shape as [number, number, number];
      return tf.concat([tf.broadcastTo(parameter!, [count, layer.count, features]), values], 1);
    }
    case 'positionalEmbedding':
      return tf.add(values, parameter!);
    case 'tokenAt': {
      const [count, , features] = values.shape as [number, number, number];
      return tf.reshape(tf.slice(values, [0, layer.index, 0], [count, 1, features]), [count, features]);
    }
    case 'attention':
      return attend(values as tf.Tensor3D, layer.heads);
  }
}

/** softmax(Q K^T / sqrt(features of a head)) V, for each head by itself. */
function attend(values: tf.Tensor3D, heads: number): tf.Tensor {
  const [count, tokens, length] = values.shape;
  const features = length / 3;
  const width = features / heads;
  const [queries, keys, valuesOfTokens] = tf
    .split(values, 3, 2)
    .map((part) => tf.transpose(tf.reshape(part, [count, tokens, heads, width]), [0, 2, 1, 3]));
  const weights = tf.softmax(tf.matMul(tf.mul(queries!, 1 / Math.sqrt(width)), keys!, false, true));
  const attended = tf.matMul(weights, valuesOfTokens!);
  return tf.reshape(tf.transpose(attended, [0, 2, 1, 3]), [count, tokens, features]);
}
