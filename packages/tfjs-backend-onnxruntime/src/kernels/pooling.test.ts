import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import {
  expectSameAsReference,
  randomBooleans,
  randomIntegers,
  randomTensor,
  weightedSum,
} from '../testing/reference.ts';

describe('pooling', () => {
  const cases: [string, number[], number | [number, number], number, 'same' | 'valid' | number][] = [
    ['2 by 2', [2, 6, 4, 3], 2, 2, 'valid'],
    ['2 by 2 with a rest', [2, 7, 5, 3], 2, 2, 'valid'],
    ['2 by 2 padded', [2, 7, 5, 3], 2, 2, 'same'],
    ['overlapping', [2, 7, 7, 3], 3, 2, 1],
    ['oblong', [1, 6, 6, 2], [3, 2], 3, 'valid'],
  ];
  it.each(cases)('%s: results and gradients agree with the reference', (_name, shape, size, strides, pad) =>
    expectSameAsReference(() => {
      const x = randomTensor(shape);
      const largest = (images: Tensor) => tf.maxPool(images as Tensor4D, size, strides, pad);
      const mean = (images: Tensor) => tf.avgPool(images as Tensor4D, size, strides, pad);
      const gradients = [largest, mean].map((pool) => tf.grad((images) => weightedSum(pool(images)))(x));
      return [largest(x), mean(x), ...gradients];
    }),
  );

  it('gives the whole gradient to the first maximum of a window', async () => {
    await tf.setBackend('onnxruntime');
    const x = tf.tensor4d([1, 1, 0, 2, 1, 1, 2, 2], [1, 2, 4, 1]);
    const gradient = tf.grad((images) => tf.maxPool(images as Tensor4D, 2, 2, 'valid').sum())(x);
    expect([...gradient.dataSync()]).toEqual([1, 0, 0, 1, 0, 0, 0, 0]);
    const overlapping = tf.grad((images) => tf.maxPool(images as Tensor4D, [2, 2], 1, 'valid').sum())(
      tf.ones([1, 3, 3, 1]),
    );
    expect([...overlapping.dataSync()]).toEqual([1, 1, 0, 1, 1, 0, 0, 0, 0]);
  });

  it('keeps the type of integers and booleans', () =>
    expectSameAsReference(() => [
      tf.maxPool(randomIntegers([1, 4, 4, 2]) as Tensor4D, 2, 2, 'valid'),
      tf.maxPool(randomBooleans([1, 4, 4, 2]) as Tensor4D, 2, 1, 'same'),
      tf.maxPool(randomIntegers([1, 4, 4, 2]) as Tensor4D, 1, 1, 'valid'),
    ]));

  it('keeps all pixels where the window is one pixel and the shape stays', () =>
    expectSameAsReference(() => {
      const x = randomTensor([1, 2, 2, 3]) as Tensor4D;
      return [tf.maxPool(x, 1, 2, 1), tf.avgPool(x, 1, 2, 1), tf.avgPool(x, 1, 1, 'valid')];
    }));

  it('lets not-a-number through', async () => {
    await tf.setBackend('onnxruntime');
    const pool = (images: Tensor) => tf.maxPool(images as Tensor4D, 2, 2, 'valid');
    const x = tf.fill([1, 2, 2, 1], NaN);
    expect([...pool(x).dataSync()]).toEqual([NaN]);
    expect([...tf.grad(pool)(x).dataSync()]).toEqual([1, 0, 0, 0]);
  });
});
