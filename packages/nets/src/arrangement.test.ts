import { createRandom } from '@fcdd/random';
import type { OnnxRuntimeBackend } from '@fcdd/tfjs-backend-onnxruntime';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { arrange } from './arrangement.ts';
import { dropout, flatten, unflatten, upsample } from './layers.ts';
import { backends, useBackend } from './testing/backends.ts';

const count = (length: number) => Float32Array.from({ length }, (_, i) => i);

describe.each(backends)('values on the backend %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it('are flattened as PyTorch flattens them: channels, height, width', async () => {
    // Two images of 2x3 with 2 channels; the values of the second channel are 100 more.
    const channel = tf.reshape(tf.range(0, 12), [2, 2, 3, 1]);
    const images = tf.concat([channel, tf.add(channel, 100)], 3);
    expect(await arrange(images, flatten()).array()).toEqual([
      [0, 1, 2, 3, 4, 5, 100, 101, 102, 103, 104, 105],
      [6, 7, 8, 9, 10, 11, 106, 107, 108, 109, 110, 111],
    ]);
  });

  it('become images again in the same order', async () => {
    const vectors = tf.tensor2d(count(2 * 12), [2, 12]);
    const images = arrange(vectors, unflatten(3, 2));
    expect(images.shape).toEqual([2, 2, 2, 3]);
    expect(await arrange(images, flatten()).array()).toEqual(await vectors.array());
  });

  it('are repeated, and their gradients added up', async () => {
    const images = tf.tensor4d(count(2 * 2 * 2 * 3), [2, 2, 2, 3]);
    const repeated = arrange(images, upsample(2)) as tf.Tensor4D;
    expect(repeated.shape).toEqual([2, 4, 4, 3]);
    const [first] = await repeated.array();
    expect(first!.map((row) => row.map((pixel) => pixel[0]))).toEqual([
      [0, 0, 3, 3],
      [0, 0, 3, 3],
      [6, 6, 9, 9],
      [6, 6, 9, 9],
    ]);
    const weights = tf.tensor4d(count(2 * 4 * 4 * 3), [2, 4, 4, 3]);
    const gradient = tf.grad((images) => tf.sum(tf.mul(arrange(images, upsample(2)), weights)))(images);
    const sums = tf.sum(tf.reshape(weights, [2, 2, 2, 2, 2 * 3]), 2);
    const expected = tf.sum(tf.reshape(sums, [2, 2, 2, 2, 3]), 3);
    expect(await gradient.array()).toEqual(await expected.array());
  });

  it('are left out at random in training only, and keep their sum on average', async () => {
    const values = tf.ones([100, 100]);
    expect(arrange(values, dropout(0.5))).toBe(values);
    const random = createRandom('dropout');
    const [first, second] = [arrange(values, dropout(0.2), random), arrange(values, dropout(0.2), random)];
    expect(new Set(await first.data())).toEqual(new Set([0, 1.25]));
    expect((await tf.mean(first).data())[0]).toBeCloseTo(1, 1);
    expect(await first.data()).not.toEqual(await second.data());
  });
});

it('draws masks outside the graph, which is compiled once', async () => {
  await useBackend('onnxruntime');
  const random = createRandom('dropout');
  const sumOfHalf = async () => (await tf.sum(arrange(tf.ones([7, 11]), dropout(0.5), random)).data())[0];
  await sumOfHalf();
  const { compilations } = tf.backend() as OnnxRuntimeBackend;
  await sumOfHalf();
  expect((tf.backend() as OnnxRuntimeBackend).compilations).toBe(compilations);
});
