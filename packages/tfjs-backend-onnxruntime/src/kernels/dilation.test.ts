import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import { describe, it } from 'vitest';
import { expectSameAsReference, randomIntegers, randomTensor, weightedSum } from '../testing/reference.ts';

describe('greyscale dilation', () => {
  const cases: [string, number[], number[], number | [number, number], 'same' | 'valid', number][] = [
    ['3 x 3 same', [2, 5, 6, 3], [3, 3, 3], 1, 'same', 1],
    ['uneven strides', [2, 7, 8, 2], [2, 3, 2], [2, 3], 'valid', 1],
    ['dilated', [1, 7, 8, 2], [3, 2, 2], 1, 'same', 2],
  ];
  it.each(cases)('%s: result and gradients agree', (_name, shape, filterShape, strides, pad, dilations) =>
    expectSameAsReference(() => {
      const dilate = (...[x, filter]: Tensor[]) =>
        tf.dilation2d(x as Tensor4D, filter as Tensor3D, strides as [number, number], pad, dilations);
      const operands = [randomTensor(shape), randomTensor(filterShape, 2)];
      return [dilate(...operands), ...tf.grads((...inputs) => weightedSum(dilate(...inputs)))(operands)];
    }),
  );

  it('gives the whole gradient to the first of equal maxima', () =>
    expectSameAsReference(() => {
      const dilate = (...[x, filter]: Tensor[]) =>
        tf.dilation2d(x as Tensor4D, filter as Tensor3D, 1, 'same');
      const operands = [randomIntegers([1, 6, 6, 2], 1).cast('float32'), tf.zeros([3, 3, 2])];
      return tf.grads((...inputs) => weightedSum(dilate(...inputs)))(operands);
    }));
});
