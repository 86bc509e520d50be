import * as tf from '@tensorflow/tfjs';
import type { Net } from './net.ts';

/** Normalised images, one after the other: count * height * width * channels values. */
export interface ImageBatch {
  images: Float32Array;
  count: number;
}

export interface TrainingBatch extends ImageBatch {
  /** One for each image: 0 is nominal, 1 anomalous. */
  labels: Uint8Array;
}

export function imagesTensor({ images, count }: ImageBatch, { inputShape }: Net): tf.Tensor4D {
  return tf.tensor4d(images, [count, ...inputShape]);
}
