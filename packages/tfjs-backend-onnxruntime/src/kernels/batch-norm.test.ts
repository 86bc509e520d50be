import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import { describe, it } from 'vitest';
import { expectSameAsReference, randomPositive, randomTensor } from '../testing/reference.ts';

describe('batch normalization', () => {
  it('with given statistics agrees with the reference', () =>
    expectSameAsReference(() => {
      const x = randomTensor([2, 4, 3, 5]) as Tensor4D;
      const vectors = [1, 2, 3].map((seed) => randomTensor([5], seed) as tf.Tensor1D);
      const variance = randomPositive([5]) as tf.Tensor1D;
      return [
        tf.batchNorm(x, vectors[0]!, variance, vectors[1], vectors[2], 1e-4),
        tf.batchNorm(x, vectors[0]!, variance),
        tf.batchNorm(randomTensor([4, 5]) as never, vectors[0]!, variance, vectors[1]),
      ];
    }));

  it('of integers gives real numbers', () =>
    expectSameAsReference(() => {
      const real = tf.getBackend() === 'cpu';
      const [x, mean, variance] = [
        [3, -1],
        [1, 0],
        [4, 9],
      ].map((values) => tf.tensor1d(values, real ? 'float32' : 'int32')) as [
        tf.Tensor1D,
        tf.Tensor1D,
        tf.Tensor1D,
      ];
      return tf.batchNorm(x.reshape([1, 2]) as tf.Tensor2D, mean, variance);
    }));
});
