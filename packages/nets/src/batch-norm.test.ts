import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { batchNormTraining } from './batch-norm.ts';
import { backends, useBackend } from './testing/backends.ts';

describe.each(backends)('batch norm of vectors on the backend %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it('tells features apart that are nearly equal', async () => {
    // Exact in float32, and so are their mean and their differences.
    const values = [100, 100 + 1 / 64, 100 - 1 / 64, 100];
    const sample = tf.tensor2d(values, [4, 1]);
    let variance!: tf.Tensor;
    const normalised = batchNormTraining(sample, sample, tf.ones([1]), tf.zeros([1]), 0, (moments) => {
      variance = tf.keep(moments.variance.clone());
    });
    expect((await variance.data())[0]).toBeCloseTo(0.5 / 64 ** 2, 10);
    const expected = [0, Math.SQRT2, -Math.SQRT2, 0];
    (await normalised.data()).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 3));
  });
});
