import * as tf from '@tensorflow/tfjs';
import type { Rank, Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { expectSameAsReference, randomTensor, weightedSum } from '../testing/reference.ts';

describe('convolutions', () => {
  const cases: [string, number[], number[], number | [number, number], 'same' | 'valid' | number][] = [
    ['5 x 5 same', [2, 7, 6, 3], [5, 5, 3, 4], 1, 'same'],
    ['3 x 2 valid', [2, 6, 7, 2], [3, 2, 2, 5], 1, 'valid'],
    ['1 x 1', [3, 4, 4, 6], [1, 1, 6, 1], 1, 'same'],
    ['one channel', [2, 8, 8, 1], [5, 5, 1, 3], 1, 'same'],
    ['stride 2', [2, 9, 8, 3], [3, 3, 3, 4], 2, 'same'],
    ['uneven strides', [2, 9, 8, 3], [3, 4, 3, 4], [2, 3], 'valid'],
    ['padding 1', [2, 5, 5, 3], [3, 3, 3, 4], 1, 1],
    ['blocks of channels', [2, 7, 6, 32], [3, 5, 32, 64], 1, 'same'],
    ['blocks of channels, stride 2', [2, 7, 6, 64], [3, 3, 64, 32], 2, 1],
    ['blocks of channels on one side', [2, 7, 6, 64], [3, 3, 64, 24], 1, 'valid'],
    ['blocks of images in the filter gradient', [32, 5, 4, 3], [3, 3, 3, 32], 1, 'same'],
    ['blocks of images in the filter gradient, stride 2', [32, 7, 6, 3], [3, 2, 3, 16], 2, 1],
    ['few channels out of blocks', [2, 7, 6, 32], [3, 3, 32, 3], 1, 'same'],
    ['padding beyond the filter', [1, 5, 5, 2], [2, 2, 2, 3], 1, 2],
  ];
  it.each(cases)('%s: result and gradients agree with the reference', (_name, x, filter, strides, pad) =>
    expectSameAsReference(() => {
      const convolve = (...[images, kernel]: Tensor[]) =>
        tf.conv2d(images as Tensor4D, kernel as Tensor4D, strides, pad);
      const operands = [randomTensor(x), randomTensor(filter, 2)];
      return [convolve(...operands), ...tf.grads((...inputs) => weightedSum(convolve(...inputs)))(operands)];
    }, 1e-4),
  );

  const manyChannels: [string, number[], number[], 'same' | 'valid' | number][] = [
    ['whole tiles', [2, 8, 4, 128], [3, 3, 128, 128], 'same'],
    ['parts of tiles', [2, 9, 6, 128], [3, 3, 128, 160], 'valid'],
    ['padding 2', [1, 5, 3, 160], [3, 3, 160, 128], 2],
  ];
  it.each(manyChannels)(
    'of many channels, %s: result and gradients agree with the reference',
    (_name, x, filter, pad) =>
      expectSameAsReference(() => {
        const convolve = (...[images, kernel]: Tensor[]) =>
          tf.conv2d(images as Tensor4D, kernel as Tensor4D, 1, pad);
        // The numbers are so small that the sums are about one.
        const operands = [randomTensor(x), randomTensor(filter, 2).div(50)];
        return [
          convolve(...operands),
          ...tf.grads((...inputs) => weightedSum(convolve(...inputs)))(operands),
        ];
      }, 3e-5),
  );

  it('of many channels give the same for a batch in parts as for single images', async () => {
    const images = randomTensor([5, 32, 32, 128]) as Tensor4D;
    const filter = randomTensor([3, 3, 128, 128], 2).div(50) as Tensor4D;
    const convolve = (x: Tensor) => tf.conv2d(x as Tensor4D, filter, 1, 'same');
    const imageByImage = tf.concat(tf.split(images, 5).map(convolve));
    const difference = convolve(images).sub(imageByImage).abs().max();
    expect((await difference.data())[0]).toBeLessThan(1e-6);
  });

  it('with dilation agree with the reference', () =>
    expectSameAsReference(() =>
      tf.conv2d(
        randomTensor([1, 9, 9, 2]) as Tensor4D,
        randomTensor([3, 3, 2, 4], 2) as Tensor4D,
        1,
        'same',
        'NHWC',
        2,
      ),
    ));

  it('of images with channels first: result and gradients agree with the reference', () =>
    expectSameAsReference(() => {
      const margins: [[number, number], [number, number], [number, number], [number, number]] = [
        [0, 0],
        [0, 0],
        [1, 0],
        [2, 1],
      ];
      return [2, margins].flatMap((pad) => {
        const convolve = (...[x, filter]: Tensor[]) =>
          tf.conv2d(x as Tensor4D, filter as Tensor4D, 1, pad as 2, 'NCHW');
        const operands = [randomTensor([2, 3, 5, 6]), randomTensor([3, 4, 3, 2], 2)];
        return [
          convolve(...operands),
          ...tf.grads((...inputs) => weightedSum(convolve(...inputs)))(operands),
        ];
      });
    }));

  it('transposed: result and gradients agree with the reference', () =>
    expectSameAsReference(() => {
      const convolve = (...[x, filter]: Tensor[]) =>
        tf.conv2dTranspose(x as Tensor4D, filter as Tensor4D, [2, 8, 8, 3], 2, 'same');
      const operands = [randomTensor([2, 4, 4, 5]), randomTensor([3, 3, 3, 5], 2)];
      return [convolve(...operands), ...tf.grads((...inputs) => weightedSum(convolve(...inputs)))(operands)];
    }));

  it('transposed, to less than the input would give: agrees with the reference', () =>
    expectSameAsReference(() =>
      tf.conv2dTranspose(
        randomTensor([1, 8, 8, 4]) as Tensor4D,
        randomTensor([3, 3, 2, 4], 2) as Tensor4D,
        [1, 4, 4, 2],
        1,
        'same',
      ),
    ));

  it('transposed, to more than the input can give: says so', async () => {
    await tf.setBackend('onnxruntime');
    expect(() =>
      tf.conv2dTranspose(tf.ones<Rank.R4>([1, 2, 2, 1]), tf.ones([3, 3, 1, 1]), [1, 4, 4, 1], 1, 'same'),
    ).toThrow('[1,2,2,1] and should be [1,4,4,1]');
  });

  it('of blocks into few channels, with bias: agree with the reference', () =>
    expectSameAsReference(
      () =>
        tf.fused.conv2d({
          x: randomTensor([2, 5, 5, 32]) as Tensor4D,
          filter: randomTensor([3, 3, 32, 4], 2) as Tensor4D,
          strides: 1,
          pad: 'same',
          bias: randomTensor([4], 3),
        }),
      1e-4,
    ));

  it('with bias and activation: result and gradients agree with the reference', () =>
    expectSameAsReference(() => {
      const convolve = (...[x, filter, bias]: Tensor[]) =>
        tf.fused.conv2d({
          x: x as Tensor4D,
          filter: filter as Tensor4D,
          strides: 1,
          pad: 'same',
          bias,
          activation: 'relu',
        });
      const operands = [randomTensor([2, 5, 5, 3]), randomTensor([3, 3, 3, 4], 2), randomTensor([4], 3)];
      return [
        convolve(...operands),
        ...tf.grads((...inputs) => weightedSum(convolve(...inputs)))(operands),
        tf.fused.conv2d({
          x: operands[0] as Tensor4D,
          filter: operands[1] as Tensor4D,
          strides: 1,
          pad: 'same',
          activation: 'leakyrelu',
          leakyreluAlpha: 0.1,
        }),
        tf.fused.conv2d({
          x: operands[0] as Tensor4D,
          filter: operands[1] as Tensor4D,
          strides: 1,
          pad: 'same',
          bias: tf.scalar(0.5),
        }),
        tf.fused.conv2d({
          x: operands[0] as Tensor4D,
          filter: operands[1] as Tensor4D,
          strides: 1,
          pad: 'same',
          activation: 'prelu',
          preluActivationWeights: operands[2] as Tensor3D,
        }),
      ];
    }));
});
