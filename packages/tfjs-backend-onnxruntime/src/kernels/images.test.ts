import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import { describe, it } from 'vitest';
import { expectSameAsReference, randomTensor } from '../testing/reference.ts';

describe('geometric transformations of images', () => {
  it('agree with the reference', () =>
    expectSameAsReference(() => {
      const images = randomTensor([2, 5, 6, 3]) as Tensor4D;
      const boxes = tf.tensor2d([0, 0, 1, 1, 0.2, 0.9, 0.8, 0.1, -0.5, 0, 1.5, 1], [3, 4]);
      return [
        tf.image.flipLeftRight(images),
        tf.image.rotateWithOffset(images, 0.7, 0.5, [0.4, 0.6]),
        tf.image.cropAndResize(images, boxes, tf.tensor1d([0, 1, 1], 'int32'), [4, 3], 'bilinear', 0.5),
        tf.image.cropAndResize(images, boxes, tf.tensor1d([0, 1, 1], 'int32'), [4, 3], 'nearest'),
        tf.image.transform(
          images,
          tf.tensor2d([1, 0.2, -1, 0.1, 0.9, 0.5, 0, 0], [1, 8]),
          'bilinear',
          'reflect',
        ),
      ];
    }));

  it('continue from the values recorded before them', () =>
    expectSameAsReference(() => {
      const images = randomTensor([1, 3, 4, 2]).mul(2).transpose([0, 2, 1, 3]) as Tensor;
      return tf.image.rotateWithOffset(images as Tensor4D, 1).add(tf.image.flipLeftRight(images as Tensor4D));
    }));
});
