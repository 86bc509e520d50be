import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import onnxProto from 'onnx-proto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { OnnxRuntimeBackend } from '../index.ts';
import { trace } from '../recording/trace.ts';
import { randomTensor } from '../testing/reference.ts';
import { lower } from './lower.ts';
import type { Target } from './target.ts';

beforeEach(async () => {
  await tf.setBackend('onnxruntime');
});

describe('a lowered graph', () => {
  it('keeps images with channels first between operations that need this order', () => {
    const images = randomTensor([2, 8, 8, 3]) as Tensor4D;
    const filters = [randomTensor([3, 3, 3, 4]), randomTensor([3, 3, 4, 5])] as Tensor4D[];
    const bias = randomTensor([4]);
    const hidden = tf.maxPool(
      tf.leakyRelu(tf.conv2d(images, filters[0]!, 1, 'same').add(bias)) as Tensor4D,
      2,
      2,
      'valid',
    );
    const result = tf.conv2d(hidden, filters[1]!, 1, 'same').mean([1, 2]);
    // Only the images and the two filters are transposed, nothing in between.
    expect(operatorsOf([result]).filter((name) => name === 'Transpose')).toHaveLength(3);
  });

  it('searches the windows of a max pooling once for the result and the gradient', () => {
    const pool = (x: Tensor) => tf.maxPool(x as Tensor4D, 2, 2, 'valid');
    const { value, grad } = tf.valueAndGrad((x) => pool(x).sum())(randomTensor([1, 4, 4, 2]));
    expect(operatorsOf([value, grad]).filter((name) => name === 'MaxPool')).toHaveLength(1);
  });

  it('does not write out constant values', () => {
    const x = randomTensor([3, 4]);
    const result = tf
      .fill([3, 4], 2)
      .mul(tf.ones([3, 4]))
      .add(tf.zerosLike(x))
      .mul(x);
    expect(operatorsOf([result])).not.toContain('Expand');
  });

  it('leaves out unused nodes', () => {
    const x = randomTensor([4]);
    x.exp();
    expect(operatorsOf([x.neg()])).toEqual(['Neg']);
  });

  it('convolves by blocks where the machine can and the channels fill them', () => {
    const convolve = (channels: number) =>
      tf.conv2d(
        randomTensor([1, 4, 4, channels]) as Tensor4D,
        randomTensor([3, 3, channels, 32]) as Tensor4D,
        1,
        'same',
      );
    expect(operatorsOf([convolve(32)], { device: 'cpu', channelBlock: 16 })).toContain('ReorderInput');
    expect(operatorsOf([convolve(24)], { device: 'cpu', channelBlock: 16 })).not.toContain('ReorderInput');
    expect(operatorsOf([convolve(32)])).not.toContain('ReorderInput');
  });
});

function operatorsOf(results: Tensor[], target: Target = { device: 'cpu' }): string[] {
  const backend = tf.backend() as OnnxRuntimeBackend;
  const { model } = lower(trace(backend.values(...results)), target);
  return onnxProto.onnx.ModelProto.decode(model).graph!.node!.map(({ opType }) => opType!);
}
