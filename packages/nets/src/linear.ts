import * as tf from '@tensorflow/tfjs';
import type { LinearLayer } from './layers.ts';

/** The layer without its bias. */
export function applyLinear(values: tf.Tensor, layer: LinearLayer, weight: tf.Tensor): tf.Tensor {
  switch (layer.type) {
    case 'convolution':
      return tf.conv2d(values as tf.Tensor4D, weight as tf.Tensor4D, 1, layer.padding, 'NHWC', 1, 'floor');
    case 'transposedConvolution': {
      const [count, height, width] = values.shape as [number, number, number];
      const growth = layer.kernelSize - 1 - 2 * layer.padding;
      return tf.conv2dTranspose(
        values as tf.Tensor4D,
        weight as tf.Tensor4D,
        [count, height + growth, width + growth, layer.channels],
        1,
        layer.padding,
        'floor',
      );
    }
    case 'dense':
      return tf.matMul(values as tf.Tensor2D, weight as tf.Tensor2D, false, true);
  }
}

/** The weight with which each output channel or feature is so many times as large. */
export function scaleOutputs(weight: tf.Tensor, layer: LinearLayer, factor: tf.Tensor): tf.Tensor {
  // Outputs are the last axis of a convolution's weight, and the last but one of the others.
  return tf.mul(weight, layer.type === 'convolution' ? factor : tf.reshape(factor, [-1, 1]));
}
