import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { blurTensor, upsampleTensor } from './smoothing-tensors.ts';
import type { ReceptiveField } from '@fcdd/nets/receptive-field';
import { blurMaps } from './gaussian-blur.ts';
import { upsampleMaps } from './gaussian-upsampling.ts';
import { backends, useBackend } from '@fcdd/nets/testing/backends';

const field: ReceptiveField = { width: 5, jump: 4, extent: 16, start: 1.5 };
const values = Float32Array.from({ length: 3 * 5 * 6 }, (_, i) => Math.abs(Math.sin(i)));
const maps = () => tf.tensor4d(values, [3, 5, 6, 1]);

describe.each(backends)('heatmap tensors on the backend %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it.each([null, 1.2])('upsample as maps are upsampled, with the deviation %s', async (deviation) => {
    const upsampled = upsampleTensor(maps(), field, 20, deviation);
    expect(upsampled.shape).toEqual([3, 20, 20, 1]);
    expectClose(await upsampled.data(), upsampleMaps(values, 3, 5, 6, field, 20, deviation));
  });

  it.each([null, 1.2])('blur as maps are blurred, with the deviation %s', async (deviation) => {
    const blurred = blurTensor(maps(), field, deviation);
    expect(blurred.shape).toEqual([3, 5, 6, 1]);
    expectClose(await blurred.data(), blurMaps(values, 3, 5, 6, field, deviation));
  });

  it.each([
    ['upsampling', (x: tf.Tensor) => upsampleTensor(x as tf.Tensor4D, field, 20, 1.2)],
    ['blurring', (x: tf.Tensor) => blurTensor(x as tf.Tensor4D, field, 1.2)],
  ])('%s has the gradient of a linear map', async (_name, apply) => {
    const direction = tf.tensor4d(
      values.map((value) => 1 - value),
      [3, 5, 6, 1],
    );
    const weights = tf.cos(tf.range(0, apply(direction).size));
    const weigh = (x: tf.Tensor) => tf.sum(tf.mul(tf.reshape(apply(x), [-1]), weights));
    const alongGradient = tf.sum(tf.mul(tf.grad(weigh)(maps()), direction));
    expectClose(await alongGradient.data(), await weigh(direction).data());
  });
});

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) expect(actual[i]).toBeCloseTo(expected[i]!, 4);
}
