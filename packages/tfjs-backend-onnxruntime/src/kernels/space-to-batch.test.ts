import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import { describe, it } from 'vitest';
import { expectSameAsReference, randomIntegers, randomTensor, weightedSum } from '../testing/reference.ts';

const margins = [
  [1, 0],
  [0, 2],
];

describe('blocks', () => {
  it('move to the batch with their margins, and back without', () =>
    expectSameAsReference(() => [
      tf.spaceToBatchND(randomTensor([2, 3, 4, 3]), [2, 3], margins),
      tf.batchToSpaceND(randomTensor([12, 2, 2, 3]), [2, 3], margins),
      tf.batchToSpaceND(randomIntegers([4, 2, 3]), [2], [[0, 1]]),
    ]));

  it('move from the channels', () =>
    expectSameAsReference(() => tf.depthToSpace(randomTensor([2, 2, 3, 8]) as Tensor4D, 2)));

  it('have the gradients of the reference', () =>
    expectSameAsReference(() =>
      tf.grad((x: Tensor) => weightedSum(tf.spaceToBatchND(x, [2, 3], margins)))(randomTensor([2, 3, 4, 3])),
    ));
});

describe('a diagonal', () => {
  it('has the elements of tensors of any rank and type', () =>
    expectSameAsReference(() => [
      tf.diag(randomTensor([3])),
      tf.diag(randomIntegers([2, 3])),
      tf.diag(tf.tensor1d([true, false, true])),
    ]));
});
