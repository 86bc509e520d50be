import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectSameAsReference, randomIntegers, randomTensor, weightedSum } from '../testing/reference.ts';

const integers = (values: number[], shape = [values.length]) => tf.tensor(values, shape, 'int32');

/** Small integers that are known only when the graph runs. */
const recordedIntegers = (values: number[], shape = [values.length]) =>
  integers(values, shape)
    .add(integers([1]))
    .sub(integers([1]));

describe('scattering', () => {
  it('adds up updates of one position', () =>
    expectSameAsReference(() => [
      tf.scatterND(integers([2, 0, 2], [3, 1]), randomTensor([3, 4]), [5, 4]),
      tf.scatterND(integers([1, 0, 1, 0], [2, 2]), randomIntegers([2]), [2, 3]),
    ]));

  it('updates a tensor that is stored in another order', () =>
    expectSameAsReference(() => {
      const tensor = randomTensor([3, 4]).transpose().exp();
      return tf.tensorScatterUpdate(tensor, integers([3, 1], [2, 1]), randomTensor([2, 3]));
    }));

  it('makes dense tensors of lists of elements, and of one for all', () =>
    expectSameAsReference(() => [
      tf.sparseToDense(integers([0, 1, 2, 2], [2, 2]), tf.tensor1d([5, 6]), [3, 3], tf.scalar(-1)),
      tf.sparseToDense(integers([3, 1]), tf.scalar(true), [4], tf.scalar(false)),
    ]));

  it('sums segments, and leaves out rows of segments that do not exist', () =>
    expectSameAsReference(() => [
      tf.unsortedSegmentSum(randomTensor([4, 3]), recordedIntegers([1, 5, 1, -1]) as Tensor1D, 3),
      tf.unsortedSegmentSum(randomTensor([2, 3, 2]), integers([0, 0]) as Tensor1D, 2),
    ]));
});

describe('gathering', () => {
  it('takes elements and slices, of tensors stored in any order', () =>
    expectSameAsReference(() => {
      const x = randomTensor([2, 3, 4]).transpose([2, 0, 1]).exp();
      return [
        tf.gatherND(x, integers([0, 1, 2, 3, 0, 1], [2, 3])),
        tf.gatherND(x, recordedIntegers([2, 2, 1], [3, 1])),
      ];
    }));

  it('chooses in each batch by its own indices, behind other axes too', () =>
    expectSameAsReference(() => [
      tf.gather(randomTensor([2, 3, 4]), integers([0, 3, 1, 1], [2, 2]), 2, 1),
      tf.gather(randomTensor([2, 3, 4]), integers([0, 2, 1, 1, 0, 2], [2, 3]), 2, 2),
    ]));

  it('has the gradients of the reference', () =>
    expectSameAsReference(() => [
      tf.grad((x: Tensor) => weightedSum(tf.gather(x, recordedIntegers([2, 0, 2]))))(randomTensor([3, 4])),
      tf.grad((x: Tensor) => weightedSum(tf.gather(x, integers([1, 1, 0]), 1)))(randomTensor([3, 4])),
    ]));
});

describe('an index that does not exist', () => {
  beforeEach(async () => {
    await tf.setBackend('onnxruntime');
  });

  it.each([-1, 2])('is an error: %i', (index) => {
    const place = integers([index], [1, 1]) as Tensor2D;
    expect(() => tf.gatherND(tf.ones([2]), place).dataSync()).toThrow(/invalid index/);
    expect(() => tf.scatterND(place, tf.ones([1]), [2]).dataSync()).toThrow(/invalid indice/);
  });
});
