import * as tf from '@tensorflow/tfjs';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { expectSameAsReference, randomIntegers, randomTensor } from '../testing/reference.ts';

beforeEach(async () => {
  await tf.setBackend('onnxruntime');
});

describe('a kernel that the host computes', () => {
  it('takes results of recorded operations and is taken by them', () =>
    expectSameAsReference(() => {
      const { values, indices } = tf.unique(randomIntegers([20], 3).add(tf.scalar(1, 'int32')));
      return [values.mul(tf.scalar(2, 'int32')), indices.sum()];
    }));

  it('may have lists of tensors among its inputs', () =>
    expectSameAsReference(() =>
      tf.raggedTensorToTensor(
        tf.tensor1d([2, 4], 'int32'),
        randomTensor([3]),
        tf.scalar(9),
        [tf.scalar(2, 'int32'), tf.tensor1d([0, 0, 1], 'int32')],
        ['FIRST_DIM_SIZE', 'VALUE_ROWIDS'],
      ),
    ));

  it('leaves no tensors behind, and prints no advice', () => {
    const host = tf.engine().findBackend('cpu');
    const warn = vi.spyOn(console, 'warn');
    const before = host.numDataIds();
    tf.tidy(() => {
      tf.cumprod(tf.ones([3])).dataSync();
      tf.image.nonMaxSuppression(tf.ones([2, 4]) as Tensor2D, tf.ones([2]) as Tensor1D, 1).dataSync();
    });
    expect(() => tf.string.stringNGrams(['a'], tf.tensor1d([1], 'int32'), '', [1], '', '', 0, false)).toThrow(
      /First split value/,
    );
    expect(host.numDataIds()).toBe(before);
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('strings', () => {
  const words = () => tf.tensor2d(['one', 'two', 'three', 'ü'], [2, 2], 'string');

  it('are moved like numbers', () => {
    expect(tf.concat([words(), words()], 1).slice([0, 1], [2, 2]).arraySync()).toEqual([
      ['two', 'one'],
      ['ü', 'three'],
    ]);
    expect(words().slice([1]).reshape([2]).arraySync()).toEqual(['three', 'ü']);
    expect(tf.tile(tf.fill([1], 'x' as never, 'string' as never), [3]).arraySync()).toEqual(['x', 'x', 'x']);
  });

  it('are compared', () => {
    const areTwo = tf.equal(words(), tf.fill([2, 2], 'two' as never, 'string' as never));
    expect(areTwo.dtype).toBe('bool');
    expect(areTwo.sum().dataSync()[0]).toBe(1);
  });

  it('share their contents with their clones', () => {
    const text = words();
    const { numDataBuffers } = tf.memory();
    const clone = text.clone();
    expect(tf.memory().numDataBuffers).toBe(numDataBuffers);
    text.dispose();
    expect(clone.arraySync()).toEqual([
      ['one', 'two'],
      ['three', 'ü'],
    ]);
  });
});
