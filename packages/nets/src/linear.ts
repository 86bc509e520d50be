import * as tf from '@tensorflow/tfjs';
import type { Convolution, LinearLayer } from './layers.ts';

/** The layer without its bias. */
export function applyLinear(values: tf.Tensor, layer: LinearLayer, weight: tf.Tensor): tf.Tensor {
  switch (layer.type) {
    case 'convolution':
      return convolve(values as tf.Tensor4D, layer, weight as tf.Tensor4D);
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
      return multiplyMatrix(values, weight as tf.Tensor2D);
  }
}

/** The weight with which each output channel or feature is so many times as large. */
export function scaleOutputs(weight: tf.Tensor, layer: LinearLayer, factor: tf.Tensor): tf.Tensor {
  // Outputs are the last axis of a convolution's weight, and the last but one of the others.
  return tf.mul(weight, layer.type === 'convolution' ? factor : tf.reshape(factor, [-1, 1]));
}

/** @param weight [height, width, input channels of a group, output channels] */
function convolve(values: tf.Tensor4D, layer: Convolution, weight: tf.Tensor4D): tf.Tensor {
  const { stride, padding, dilation, groups } = layer;
  const convolveGroup = (values: tf.Tensor4D, weight: tf.Tensor4D) =>
    tf.conv2d(values, weight, stride, padding, 'NHWC', dilation, 'floor');
  if (groups === 1) return convolveGroup(values, weight);

  const [height, width, inputs, outputs] = weight.shape;
  if (inputs === 1) {
    const byChannel = tf.reshape<tf.Rank.R4>(weight, [height, width, groups, outputs / groups]);
    return tf.depthwiseConv2d(values, byChannel, stride, padding, 'NHWC', dilation, 'floor');
  }
  const weights = tf.split<tf.Tensor4D>(weight, groups, 3);
  const parts = tf
    .split<tf.Tensor4D>(values, groups, 3)
    .map((part, group) => convolveGroup(part, weights[group]!));
  return tf.concat(parts, 3);
}

/** @param weight [output features, input features] */
function multiplyMatrix(values: tf.Tensor, weight: tf.Tensor2D): tf.Tensor {
  if (values.rank === 2) return tf.matMul(values as tf.Tensor2D, weight, false, true);
  const rows = tf.reshape<tf.Rank.R2>(values, [-1, values.shape.at(-1)!]);
  return tf.reshape(tf.matMul(rows, weight, false, true), [...values.shape.slice(0, -1), weight.shape[0]]);
}
