import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { expectSameAsReference, randomIntegers, randomPositive, randomTensor } from '../testing/reference.ts';

const weighted = (y: Tensor) => y.mul(randomTensor(y.shape, 9)).sum();

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

  it('have the gradients of the reference', () =>
    expectSameAsReference(() =>
      tf.grads((a, b) => weighted(tf.matMul(a, b)))([randomTensor([3, 4]), randomTensor([4, 5], 2)]),
    ));
});

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
    ['padding beyond the filter', [1, 5, 5, 2], [2, 2, 2, 3], 1, 2],
  ];
  it.each(cases)('%s: result and gradients agree with the reference', (_name, x, filter, strides, pad) =>
    expectSameAsReference(() => {
      const convolve = (...[images, kernel]: Tensor[]) =>
        tf.conv2d(images as Tensor4D, kernel as Tensor4D, strides, pad);
      const operands = [randomTensor(x), randomTensor(filter, 2)];
      return [convolve(...operands), ...tf.grads((...inputs) => weighted(convolve(...inputs)))(operands)];
    }, 1e-4),
  );

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

  it('transposed: result and gradients agree with the reference', () =>
    expectSameAsReference(() => {
      const convolve = (...[x, filter]: Tensor[]) =>
        tf.conv2dTranspose(x as Tensor4D, filter as Tensor4D, [2, 8, 8, 3], 2, 'same');
      const operands = [randomTensor([2, 4, 4, 5]), randomTensor([3, 3, 3, 5], 2)];
      return [convolve(...operands), ...tf.grads((...inputs) => weighted(convolve(...inputs)))(operands)];
    }));

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
        ...tf.grads((...inputs) => weighted(convolve(...inputs)))(operands),
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
          activation: 'prelu',
          preluActivationWeights: operands[2] as Tensor3D,
        }),
      ];
    }));
});

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
      const gradients = [largest, mean].map((pool) => tf.grad((images) => weighted(pool(images)))(x));
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
});

describe('batch normalization', () => {
  it('with given statistics agrees with the reference', () =>
    expectSameAsReference(() => {
      const x = randomTensor([2, 4, 3, 5]) as Tensor4D;
      const vectors = [1, 2, 3].map((seed) => randomTensor([5], seed) as tf.Tensor1D);
      const variance = randomPositive([5]) as tf.Tensor1D;
      return [
        tf.batchNorm(x, vectors[0]!, variance, vectors[1], vectors[2], 1e-4),
        tf.batchNorm(x, vectors[0]!, variance),
        tf.batchNorm(randomTensor([4, 5]) as never, vectors[0]!, variance, vectors[1]),
      ];
    }));
});

describe('gradients of elementwise functions', () => {
  const functions: [string, (x: Tensor) => Tensor][] = [
    ['leakyRelu', (x) => tf.leakyRelu(x, 0.01)],
    ['relu', tf.relu],
    ['elu', tf.elu],
    ['sigmoid', tf.sigmoid],
    ['tanh', tf.tanh],
    ['softplus', tf.softplus],
    ['square', tf.square],
    ['abs', tf.abs],
    ['exp', tf.exp],
    ['clipByValue', (x) => tf.clipByValue(x, -1, 1)],
    ['mean', (x) => tf.mean(x, [1, 2])],
    ['max', (x) => tf.max(x, 1)],
    ['transpose', (x) => tf.transpose(x, [2, 0, 1])],
    ['slice', (x) => tf.slice(x, [0, 1, 0], [2, 2, 2])],
    ['tile', (x) => tf.tile(x, [1, 2, 1])],
    ['concat', (x) => tf.concat([x, x.square()], 1)],
    ['stack', (x) => tf.stack([x, x.square()])],
    [
      'pad',
      (x) =>
        tf.pad(x, [
          [0, 0],
          [1, 1],
          [0, 2],
        ]),
    ],
    ['softmax', (x) => tf.softmax(x)],
    ['logSumExp', (x) => tf.logSumExp(x, 2)],
    ['sqrt', (x) => tf.sqrt(x.square().add(1)).sub(1)],
    ['log', (x) => tf.log(tf.sub(1, tf.exp(tf.neg(x.abs().add(0.1)))).add(1e-31))],
    ['broadcast', (x) => x.mul(x.mean([0, 1])).div(x.square().sum([0, 2], true))],
  ];
  it.each(functions)('%s agrees with the reference', (_name, compute) =>
    expectSameAsReference(() => tf.grad((x) => weighted(compute(x)))(randomTensor([2, 3, 4]))),
  );
});
