import * as tf from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { expectSameAsReference, randomBooleans, randomIntegers, randomTensor } from '../testing/reference.ts';

describe('reductions', () => {
  const functions: [string, (x: Tensor, axis?: number | number[], keepDims?: boolean) => Tensor][] = [
    ['sum', tf.sum],
    ['mean', tf.mean],
    ['max', tf.max],
    ['min', tf.min],
    ['prod', tf.prod],
  ];
  it.each(functions)('%s over any axes agrees with the reference', (_name, reduce) =>
    expectSameAsReference(() => {
      const x = randomTensor([2, 3, 4, 5]);
      return [
        reduce(x),
        reduce(x, 0),
        reduce(x, -1),
        reduce(x, [0, 1, 2]),
        reduce(x, [1, 3]),
        reduce(x, [0, 2], true),
        reduce(randomIntegers([3, 4], 3), 1),
        reduce(tf.scalar(3)),
      ];
    }),
  );

  it('sum and prod count what a broadcast repeats', () =>
    expectSameAsReference(() => {
      const x = randomTensor([3, 1]).broadcastTo([2, 3, 4]);
      return [
        x.sum([0, 2]),
        x.sum(),
        x.prod([0]),
        x.mean(),
        x.max(2),
        tf.ones([2, 3]).sum(1),
        tf.fill([4], 2).prod(),
      ];
    }));

  it('sum and prod of integers wrap around', () =>
    expectSameAsReference(() => {
      const large = tf.tensor2d([2147483647, 65537, 1, 65537], [2, 2], 'int32');
      return [large.sum(0), large.sum(), large.prod(0), large.neg().sum(1, true)];
    }));

  it('all and any agree with the reference', () =>
    expectSameAsReference(() => {
      const x = randomBooleans([4, 3]);
      return [tf.all(x), tf.any(x), tf.all(x, 1), tf.any(x, 0, true), x.sum()];
    }));

  it('max and min are NaN where one element is NaN', () =>
    expectSameAsReference(() => {
      const x = tf.tensor2d([
        [1, NaN, 3],
        [NaN, 2, Infinity],
        [5, -Infinity, 4],
      ]);
      return [x.max(), x.min(), x.max(1), x.min(0), x.max(1, true), tf.tensor1d([NaN]).max(), x.max([])];
    }));

  it('argMax and argMin skip NaN', async () => {
    await tf.setBackend('onnxruntime');
    const x = tf.tensor2d([
      [NaN, 1, 3, NaN, 2],
      [-Infinity, NaN, -1, -2, NaN],
    ]);
    expect([...x.argMax(1).dataSync()]).toEqual([2, 2]);
    expect([...x.argMin(1).dataSync()]).toEqual([1, 0]);
  });

  it('without elements all is true and any is false', async () => {
    await tf.setBackend('onnxruntime');
    const nothing = tf.tensor1d([], 'bool');
    expect([...tf.all(nothing).dataSync(), ...tf.any(nothing).dataSync()]).toEqual([1, 0]);
  });

  it('argMax and argMin give the first extreme', () =>
    expectSameAsReference(() => {
      const x = randomTensor([3, 4, 5]);
      const ties = tf.tensor2d([
        [1, 3, 3],
        [2, 2, 1],
      ]);
      return [
        x.argMax(),
        x.argMax(1),
        x.argMin(-1),
        ties.argMax(1),
        ties.argMin(0),
        randomIntegers([7]).argMax(),
      ];
    }));

  it('cumsum, softmax and logSoftmax agree with the reference', () =>
    expectSameAsReference(() => {
      const x = randomTensor([3, 4]);
      return [
        x.cumsum(1),
        x.cumsum(0, true, true),
        randomIntegers([5]).cumsum(),
        tf.softmax(x),
        tf.logSoftmax(x),
      ];
    }));
});
