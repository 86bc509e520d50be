import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { expectSameAsReference, randomTensor, weightedSum } from '../testing/reference.ts';

describe('depthwise convolutions', () => {
  const cases: [string, number[], number[], number | [number, number], 'same' | 'valid' | number][] = [
    ['3 x 3 same', [2, 7, 6, 3], [3, 3, 3, 1], 1, 'same'],
    ['two filters per channel', [2, 6, 7, 3], [3, 2, 3, 2], 1, 'valid'],
    ['stride 2', [2, 9, 8, 3], [3, 3, 3, 2], 2, 'same'],
    ['uneven strides', [2, 9, 8, 2], [3, 4, 2, 3], [2, 3], 'valid'],
    ['padding beyond the filter', [1, 5, 5, 2], [2, 2, 2, 2], 1, 2],
    ['one channel', [3, 5, 4, 1], [3, 3, 1, 4], 1, 'same'],
  ];
  it.each(cases)('%s: result and gradients agree with the reference', (_name, x, filter, strides, pad) =>
    expectSameAsReference(() => {
      const convolve = (...[images, kernel]: Tensor[]) =>
        tf.depthwiseConv2d(
          images as Tensor4D,
          kernel as Tensor4D,
          strides as [number, number],
          pad as 'same',
        );
      const operands = [randomTensor(x), randomTensor(filter, 2)];
      return [convolve(...operands), ...tf.grads((...inputs) => weightedSum(convolve(...inputs)))(operands)];
    }),
  );

  it('with dilation agree with the reference', () =>
    expectSameAsReference(() =>
      tf.depthwiseConv2d(
        randomTensor([1, 9, 9, 2]) as Tensor4D,
        randomTensor([3, 3, 2, 2], 2) as Tensor4D,
        1,
        'same',
        'NHWC',
        2,
      ),
    ));

  it('of images with channels first gives the same, with channels first', async () => {
    await tf.setBackend('onnxruntime');
    const [x, filter] = [randomTensor([2, 5, 6, 3]) as Tensor4D, randomTensor([3, 3, 3, 2], 2) as Tensor4D];
    const expected = tf.depthwiseConv2d(x, filter, 1, 'same').transpose([0, 3, 1, 2]);
    const actual = tf.depthwiseConv2d(x.transpose<Tensor4D>([0, 3, 1, 2]), filter, 1, 'same', 'NCHW');
    expect(actual.shape).toEqual([2, 6, 5, 6]);
    expect(actual.dataSync()).toEqual(expected.dataSync());
  });

  it('with bias and activation: result and gradients agree with the reference', () =>
    expectSameAsReference(() => {
      const convolve = (...[x, filter, bias]: Tensor[]) =>
        tf.fused.depthwiseConv2d({
          x: x as Tensor4D,
          filter: filter as Tensor4D,
          strides: 1,
          pad: 'same',
          bias,
          activation: 'relu',
        });
      const operands = [randomTensor([2, 5, 5, 3]), randomTensor([3, 3, 3, 2], 2), randomTensor([6], 3)];
      return [convolve(...operands), ...tf.grads((...inputs) => weightedSum(convolve(...inputs)))(operands)];
    }));

  it('with slopes for all or for each pixel agree with the reference', () =>
    expectSameAsReference(() =>
      [[6], [1], [4, 5, 6], [4, 1, 6], [1, 4, 5, 1]].map((slopes) =>
        tf.fused.depthwiseConv2d({
          x: randomTensor([2, 4, 5, 3]) as Tensor4D,
          filter: randomTensor([3, 3, 3, 2], 2) as Tensor4D,
          strides: 1,
          pad: 'same',
          activation: 'prelu',
          preluActivationWeights: randomTensor(slopes, 3),
        }),
      ),
    ));
});
