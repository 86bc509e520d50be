import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import { describe, it } from 'vitest';
import { expectSameAsReference, randomTensor, weightedSum } from '../testing/reference.ts';

describe('local response normalization', () => {
  it.each([
    [5, 1, 1, 0.5],
    [1, 2, 0.3, 0.75],
    [0, 1, 0.5, 2],
  ])('with radius %i: result and gradient agree with the reference', (radius, bias, alpha, beta) =>
    expectSameAsReference(() => {
      const normalize = (x: Tensor) =>
        tf.localResponseNormalization(x as Tensor4D, radius, bias, alpha, beta);
      const x = randomTensor([2, 3, 4, 7]);
      return [normalize(x), tf.grad((images) => weightedSum(normalize(images)))(x)];
    }),
  );
});
