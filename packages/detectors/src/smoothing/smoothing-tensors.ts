import * as tf from '@tensorflow/tfjs';
import { blurWeights } from './gaussian-blur.ts';
import { upsamplingWeights } from './gaussian-upsampling.ts';
import type { ReceptiveField } from '@fcdd/nets/receptive-field';
import type { AxisWeights } from './separable-map.ts';
import type { Smoothing } from './smoothing.ts';

/**
 * {@link smoothMaps} as a recorded operation with a gradient.
 * @param maps [count, rows, columns, 1]
 * @param size height and width of the images
 * @param standardDeviation of the Gaussian, in pixels of the images; null: it follows from the field
 * @returns [count, size, size, 1]
 */
export function smoothTensor(
  { method, field }: Smoothing,
  maps: tf.Tensor4D,
  size: number,
  standardDeviation: number | null,
): tf.Tensor4D {
  return method === 'upsampling'
    ? upsampleTensor(maps, field, size, standardDeviation)
    : blurTensor(maps, field, standardDeviation);
}

/**
 * {@link upsampleMaps} as a recorded operation with a gradient.
 * @param maps [count, rows, columns, 1]
 * @param field receptive field of a map pixel
 * @param size height and width of the result
 * @param standardDeviation of the Gaussian, in pixels of the result; null: it follows from the field's extent
 * @returns [count, size, size, 1]
 */
export function upsampleTensor(
  maps: tf.Tensor4D,
  field: ReceptiveField,
  size: number,
  standardDeviation: number | null,
): tf.Tensor4D {
  const [, rows, columns] = maps.shape;
  return applySeparably(
    maps,
    upsamplingWeights(field, rows, size, standardDeviation),
    upsamplingWeights(field, columns, size, standardDeviation),
  );
}

/**
 * {@link blurMaps} as a recorded operation with a gradient.
 * @param maps [count, height, width, 1]
 * @param field its extent is the width of the Gaussian
 * @param standardDeviation of the Gaussian, in pixels; null: it follows from its width
 * @returns [count, height, width, 1]
 */
export function blurTensor(
  maps: tf.Tensor4D,
  field: ReceptiveField,
  standardDeviation: number | null,
): tf.Tensor4D {
  const [, height, width] = maps.shape;
  return applySeparably(
    maps,
    blurWeights(field, height, standardDeviation),
    blurWeights(field, width, standardDeviation),
  );
}

function applySeparably(maps: tf.Tensor4D, vertical: AxisWeights, horizontal: AxisWeights): tf.Tensor4D {
  return tf.tidy(() => {
    const [count] = maps.shape;
    const pictures = tf.reshape<tf.Rank.R3>(maps, [count, vertical.sources, horizontal.sources]);
    const wide = alongLastAxis(pictures, horizontal);
    const whole = alongLastAxis(tf.transpose<tf.Tensor3D>(wide, [0, 2, 1]), vertical);
    return tf.expandDims<tf.Tensor4D>(tf.transpose(whole, [0, 2, 1]), 3);
  });
}

function alongLastAxis(pictures: tf.Tensor3D, { sources, targets, values }: AxisWeights): tf.Tensor3D {
  const [count, lines] = pictures.shape;
  const weights = tf.tensor2d(Float32Array.from(values), [sources, targets]);
  const product = tf.matMul(tf.reshape<tf.Rank.R2>(pictures, [count * lines, sources]), weights);
  return tf.reshape(product, [count, lines, targets]);
}
