import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor5D } from '@tensorflow/tfjs';
import { describe, it } from 'vitest';
import { expectSameAsReference, randomTensor, weightedSum } from '../testing/reference.ts';

describe('convolutions in three dimensions', () => {
  const cases: [string, number[], number[], number | [number, number, number], 'same' | 'valid'][] = [
    ['3 x 3 x 3 same', [2, 4, 5, 3, 2], [3, 3, 3, 2, 4], 1, 'same'],
    ['uneven valid', [2, 4, 5, 6, 3], [2, 3, 4, 3, 2], 1, 'valid'],
    ['stride 2', [1, 5, 6, 7, 2], [3, 3, 3, 2, 3], 2, 'same'],
    ['uneven strides', [2, 5, 6, 8, 2], [2, 3, 2, 2, 3], [1, 2, 3], 'valid'],
    ['one voxel', [2, 3, 3, 3, 4], [1, 1, 1, 4, 5], 1, 'valid'],
  ];
  it.each(cases)('%s: result and gradients agree with the reference', (_name, x, filter, strides, pad) =>
    expectSameAsReference(() => {
      const convolve = (...[images, kernel]: Tensor[]) =>
        tf.conv3d(images as Tensor5D, kernel as Tensor5D, strides as 1, pad);
      const operands = [randomTensor(x), randomTensor(filter, 2)];
      return [convolve(...operands), ...tf.grads((...inputs) => weightedSum(convolve(...inputs)))(operands)];
    }, 1e-4),
  );

  it('with dilation agree with the reference', () =>
    expectSameAsReference(() =>
      tf.conv3d(
        randomTensor([1, 5, 6, 7, 2]) as Tensor5D,
        randomTensor([2, 2, 3, 2, 3], 2) as Tensor5D,
        1,
        'same',
        'NDHWC',
        [1, 2, 2],
      ),
    ));

  it('transposed agree with the reference', () =>
    expectSameAsReference(() =>
      tf.conv3dTranspose(
        randomTensor([1, 2, 3, 2, 3]) as Tensor5D,
        randomTensor([3, 3, 3, 2, 3], 2) as Tensor5D,
        [1, 4, 6, 4, 2],
        2,
        'same',
      ),
    ));
});
