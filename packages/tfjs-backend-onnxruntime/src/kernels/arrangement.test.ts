import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { expectSameAsReference, randomBooleans, randomIntegers, randomTensor } from '../testing/reference.ts';

describe('arranging kernels', () => {
  it('reshape, expandDims and transpose agree with the reference', () =>
    expectSameAsReference(() => {
      const x = randomTensor([2, 3, 4]);
      return [
        x.reshape([6, -1]),
        x.expandDims(1),
        x.expandDims(-1),
        x.transpose(),
        x.transpose([1, 2, 0]).add(randomTensor([3, 4, 2], 2)),
        x.transpose([1, 0, 2]).reshape([-1]),
        x.transpose([2, 0, 1]).sum(1),
        tf.scalar(3).reshape([1, 1]),
      ];
    }));

  it('fill, zeros, ones, range and linspace agree with the reference', () =>
    expectSameAsReference(() => [
      tf.fill([2, 3], 1.5),
      tf.fill([2], NaN),
      tf.zerosLike(randomIntegers([3])),
      tf.onesLike(randomTensor([2, 2])),
      tf.onesLike(randomBooleans([2])),
      tf.range(0, 10, 3),
      tf.range(5, 0, -2, 'int32'),
      tf.range(3, 3),
      tf.range(4, -2),
      tf.range(4, -2, 2),
      tf.range(0, 4, -1),
      tf.linspace(0, 1, 5),
    ]));

  it('tile and broadcastTo agree with the reference', () =>
    expectSameAsReference(() => [
      tf.tile(randomTensor([2, 3]), [2, 2]),
      tf.tile(randomTensor([1, 3]), [4, 1]),
      tf.tile(tf.ones([2]), [3]),
      tf.broadcastTo(randomTensor([3, 1]), [2, 3, 4]),
    ]));

  it('slice, stridedSlice and reverse agree with the reference', () =>
    expectSameAsReference(() => {
      const x = randomTensor([4, 5, 6]);
      return [
        x.slice([1, 0, 2], [2, -1, 3]),
        x.slice([3]),
        tf.stridedSlice(x, [0, 1, 5], [4, 4, 0], [2, 1, -2]),
        tf.stridedSlice(x, [0, 3], [4, 0], [1, -1], 0, 2),
        tf.stridedSlice(x, [1], [2], [1], 0, 0, 0, 0, 1),
        tf.reverse(x, [0, 2]),
        tf.reverse(randomIntegers([5])),
        tf.ones([4, 4]).slice([1, 1], [2, 2]),
      ];
    }));

  it('concat, stack, unstack and split agree with the reference', () =>
    expectSameAsReference(() => {
      const x = randomTensor([2, 3]);
      return [
        tf.concat([x, randomTensor([2, 1], 2)], 1),
        tf.concat([x, tf.zeros([0, 3])], 0),
        tf.concat([tf.ones([2]), tf.zeros([3])]),
        tf.stack([x, x.neg()], 1),
        ...tf.unstack(x, 1),
        ...tf.split(x, [1, 2], 1),
      ];
    }));

  it('pad, mirrorPad and gather agree with the reference', () =>
    expectSameAsReference(() => [
      tf.pad(
        randomTensor([2, 3]),
        [
          [1, 0],
          [2, 1],
        ],
        -1.5,
      ),
      tf.pad(tf.ones([2, 2]), [
        [0, 0],
        [1, 1],
      ]),
      tf.pad(randomIntegers([3]), [[1, 1]], 7),
      tf.mirrorPad(
        randomTensor([3, 4]),
        [
          [1, 2],
          [0, 3],
        ],
        'reflect',
      ),
      ...['reflect', 'symmetric'].map((mode) =>
        tf.mirrorPad(
          tf.add(tf.ones([3, 1, 2]), randomTensor([3, 2, 2]).transpose([0, 2, 1])),
          [
            [2, 1],
            [1, 1],
            [0, 0],
          ],
          mode as 'reflect',
        ),
      ),
      tf.mirrorPad(
        randomTensor([3, 2]).transpose(),
        [
          [2, 1],
          [0, 3],
        ],
        'symmetric',
      ),
      tf.mirrorPad(
        tf.ones([2, 2]),
        [
          [1, 2],
          [0, 0],
        ],
        'symmetric',
      ),
      tf.gather(randomTensor([4, 3]), tf.tensor1d([2, 0, 2], 'int32')),
      tf.gather(randomTensor([4, 3]), tf.tensor2d([[2, 0]], [1, 2], 'int32'), 1),
    ]));

  it('concat, stack and expandDims say which shapes or types do not go together', async () => {
    await tf.setBackend('onnxruntime');
    expect(() => tf.concat([tf.ones([2, 2]), tf.ones([1, 2])], 1)).toThrow('does not match the shape');
    expect(() => tf.stack([tf.ones([2]), tf.ones([3])])).toThrow('one shape');
    expect(() => tf.stack([tf.ones([2]), tf.ones([2], 'int32')])).toThrow('one type, not float32 and int32');
    expect(() => tf.expandDims(tf.ones([2]), -3)).toThrow('interval [-2, 1]');
  });

  it('gather rejects indices out of range, before or when they are computed', async () => {
    await tf.setBackend('onnxruntime');
    const x = tf.ones([4]);
    expect(() => tf.gather(x, tf.tensor1d([0, 4], 'int32'))).toThrow('the index value 4 is not in [0, 3]');
    for (const index of [-1, 4])
      tf.tidy(() => {
        const computed = tf.scalar(index, 'int32').mul(tf.tensor1d([1], 'int32'));
        expect(() => tf.gather(x, computed).dataSync()).toThrow(/indices/);
      });
  });

  it('tensors without elements have their shape and type', () =>
    expectSameAsReference(() => [
      tf.zeros([0, 3]).add(1),
      tf.tensor1d([]).exp(),
      randomTensor([2, 3]).slice([0, 1], [2, 0]),
      tf.stridedSlice(tf.ones([3]), [-3], [-5], [1]),
      ...tf.split(randomTensor([2, 3]), [0, 3], 1),
      tf.zeros([0, 3]).sum(0),
      tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3])),
    ]));

  it('resizing to the nearest neighbour agrees with the reference', () =>
    expectSameAsReference(() => {
      const x = randomTensor([2, 3, 4, 2]) as Tensor4D;
      const gradient = tf.grad((images) =>
        tf.image
          .resizeNearestNeighbor(images as Tensor4D, [6, 8])
          .square()
          .sum(),
      );
      return [
        tf.image.resizeNearestNeighbor(x, [6, 8]),
        tf.image.resizeNearestNeighbor(x, [5, 3]),
        tf.image.resizeNearestNeighbor(x, [5, 7], true),
        tf.image.resizeNearestNeighbor(x, [5, 7], false, true),
        // The reference adds up the wrong images where there is more than one.
        gradient(x.slice(0, 1)),
      ];
    }));
});
