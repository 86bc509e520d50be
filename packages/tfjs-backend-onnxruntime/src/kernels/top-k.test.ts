import * as tf from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import { describe, it } from 'vitest';
import { expectSameAsReference, randomBooleans, randomIntegers, randomTensor } from '../testing/reference.ts';

describe('the largest numbers', () => {
  const both = (x: Tensor, k: number) => Object.values(tf.topk(x, k));

  it('and their places agree with the reference', () =>
    expectSameAsReference(() => [
      ...both(randomTensor([3, 4, 5]), 2),
      ...both(randomIntegers([2, 9], 4), 9),
      ...both(randomBooleans([7]), 3),
    ]));

  it('are found along the last axis in any stored order', () =>
    expectSameAsReference(() => both(randomTensor([3, 5, 4]).transpose([2, 0, 1]).mul(2), 3)));

  it('may be requested without their positions, or the positions alone', () =>
    expectSameAsReference(() => tf.topk(randomTensor([6, 3]), 1).indices));

  it('are found where one number is repeated', () => expectSameAsReference(() => both(tf.ones([2, 4]), 2)));
});
