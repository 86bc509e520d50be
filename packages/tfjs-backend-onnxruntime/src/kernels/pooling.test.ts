import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor4D, Tensor5D } from '@tensorflow/tfjs';
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

  it('keeps NaN', async () => {
    await tf.setBackend('onnxruntime');
    const pool = (images: Tensor) => tf.maxPool(images as Tensor4D, 2, 2, 'valid');
    const x = tf.fill([1, 2, 2, 1], NaN);
    expect([...pool(x).dataSync()]).toEqual([NaN]);
    expect([...tf.grad(pool)(x).dataSync()]).toEqual([1, 0, 0, 0]);
  });

  const cases3D: [string, number[], number | [number, number, number], number, 'same' | 'valid'][] = [
    ['cubes of 2', [2, 4, 6, 4, 3], 2, 2, 'valid'],
    ['boxes that overlap', [2, 5, 4, 6, 2], [3, 2, 2], 1, 'same'],
    ['windows with gaps', [1, 7, 5, 7, 2], [2, 1, 2], 3, 'valid'],
  ];
  it.each(cases3D)(
    'in three dimensions, %s: results and gradients agree',
    (_name, shape, size, strides, pad) =>
      expectSameAsReference(() => {
        const x = randomTensor(shape);
        const largest = (images: Tensor) => tf.maxPool3d(images as Tensor5D, size, strides, pad);
        const mean = (images: Tensor) => tf.avgPool3d(images as Tensor5D, size, strides, pad);
        const gradients = [largest, mean].map((pool) => tf.grad((images) => weightedSum(pool(images)))(x));
        return [largest(x), mean(x), ...gradients];
      }),
  );

  it('passes over paddings that are wider than the window', () =>
    expectSameAsReference(() => {
      const x = randomTensor([2, 3, 4, 2]);
      const largest = (images: Tensor) => tf.maxPool(images as Tensor4D, 2, 1, 3);
      const disjoint = (images: Tensor) => tf.maxPool(images as Tensor4D, 2, 2, 2);
      const mean = (images: Tensor) => tf.avgPool(images as Tensor4D, 2, 2, 2);
      const gradients = [disjoint, mean].map((pool) => tf.grad((images) => weightedSum(pool(images)))(x));
      const whole = tf.grad((images) => largest(images).slice([0, 2, 2, 0], [2, 4, 5, 2]).sum())(x);
      return [largest(x), disjoint(x), mean(x).slice([0, 1, 1, 0], [2, 2, 2, 2]), ...gradients, whole];
    }));

  it('averages without padding, and gives zero for windows of padding only', async () => {
    await tf.setBackend('onnxruntime');
    const mean = tf.avgPool(tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]), 2, 1, 2);
    expect(mean.shape).toEqual([1, 5, 5, 1]);
    const expected = [0, 0, 0, 0, 0, 0, 1, 1.5, 2, 0, 0, 2, 2.5, 3, 0, 0, 3, 3.5, 4, 0, 0, 0, 0, 0, 0];
    expect([...mean.dataSync()]).toEqual(expected);
  });

  it('returns the positions of maxima, in the image or in the batch', () =>
    expectSameAsReference(() =>
      [true, false].flatMap((ofBatch) =>
        ([1, 'same', 3] as const).flatMap((pad) => {
          const x = randomTensor([2, 5, 4, 3]) as Tensor4D;
          const { result, indexes } = tf.maxPoolWithArgmax(x, [3, 3], 2, pad, ofBatch) as unknown as Record<
            string,
            Tensor
          >;
          return [result!, indexes!];
        }),
      ),
    ));
});
