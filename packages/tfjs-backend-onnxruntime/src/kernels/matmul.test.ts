import * as tf from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { expectSameAsReference, randomIntegers, randomTensor, weightedSum } from '../testing/reference.ts';

describe('products of matrices', () => {
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('agree with the reference (transposed: %s, %s)', (transposeA, transposeB) =>
    expectSameAsReference(() => {
      const a = transposeA ? [4, 3] : [3, 4];
      const b = transposeB ? [5, 4] : [4, 5];
      return [
        tf.matMul(randomTensor(a), randomTensor(b, 2), transposeA, transposeB),
        tf.matMul(randomTensor([2, ...a]), randomTensor([2, ...b], 2), transposeA, transposeB),
        tf.matMul(randomTensor([2, ...a]), randomTensor([1, ...b], 2), transposeA, transposeB),
        tf.matMul(randomIntegers(a), randomIntegers(b), transposeA, transposeB),
      ];
    }),
  );

  it('see through transposes', () =>
    expectSameAsReference(() => {
      const a = randomTensor([4, 3]).transpose();
      return [
        a.matMul(randomTensor([4, 5], 2)),
        randomTensor([2, 3]).matMul(a),
        a.matMul(a, false, true),
        a.matMul(a, true),
      ];
    }));

  it('with bias and activation agree with the reference', () =>
    expectSameAsReference(() => {
      const [a, b, bias] = [randomTensor([3, 4]), randomTensor([4, 5], 2), randomTensor([5], 3)] as [
        never,
        never,
        Tensor,
      ];
      const fused = (activation: never) => tf.fused.matMul({ a, b, bias, activation });
      return [...['linear', 'relu', 'relu6', 'elu', 'sigmoid'].map((name) => fused(name as never))];
    }));

  it('of booleans are true where some pair is', async () => {
    await tf.setBackend('onnxruntime');
    const a = tf.tensor2d([true, true, false, false], [2, 2], 'bool');
    const b = tf.tensor2d([true, false, true, false], [2, 2], 'bool');
    const products = tf.matMul(a, b);
    expect(products.dtype).toBe('bool');
    expect([...products.dataSync()]).toEqual([1, 0, 0, 0]);
  });

  it('say which shapes do not go together', async () => {
    await tf.setBackend('onnxruntime');
    expect(() => tf.matMul(tf.ones([2, 3]), tf.ones([2, 3]))).toThrow('inner extents, not 3 and 2');
    expect(() => tf.matMul(tf.ones([2, 3]), tf.ones([2, 3]), true, true)).toThrow('not 2 and 3');
    expect(() => tf.matMul(tf.ones([2, 3]), tf.ones([3]))).toThrow('two axes or more');
  });

  it('have the gradients of the reference', () =>
    expectSameAsReference(() =>
      tf.grads((a, b) => weightedSum(tf.matMul(a, b)))([randomTensor([3, 4]), randomTensor([4, 5], 2)]),
    ));
});
