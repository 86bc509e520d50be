import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { receptiveFieldOf } from '@fcdd/nets/catalogue';
import golden from './golden/losses.json' with { type: 'json' };
import { backends, useBackend } from '@fcdd/nets/testing/backends';
import { expectRelative, fromWave } from './testing/golden.ts';
import { ae } from './ae/objective.ts';
import { createFcdd } from './fcdd/objective.ts';
import { createHsc } from './hsc/objective.ts';
import type { Objective } from './objective.ts';

const fcdd = createFcdd(receptiveFieldOf('FCDD_CNN28'), 1.2);
const hsc = createHsc('grad');
const images = () => tf.zeros<tf.Rank.R4>([4, 28, 28, 1]);

describe.each(backends)('objectives on the backend %s', (backend) => {
  beforeAll(() => useBackend(backend));

  describe('fcdd', () => {
    const { outputs, labels, none, unsupervised_mean: unsupervised } = golden.fcdd;
    const output = () => tf.tensor4d(fromWave(outputs).data, [4, 7, 7, 1]);

    it('gives the original losses with anomalies', async () => {
      const losses = fcdd.losses(output(), { images: images(), labels: tf.tensor1d(labels, 'float32') });
      expectRelative(await losses.data(), none, 1e-5);
    });

    it('gives the mean score without anomalies', async () => {
      const losses = fcdd.losses(output(), { images: images(), labels: tf.zeros([4]) });
      expectRelative(await tf.mean(losses).data(), [unsupervised], 1e-5);
      expect(await losses.data()).toEqual(await fcdd.scores(output(), images()).data());
    });

    it('gives the original losses with ground-truth maps, whatever the labels', async () => {
      const { ground_truth_none: expected, ground_truth_mean: mean } = golden.fcdd;
      const batch = { images: images(), labels: tf.zeros<tf.Rank.R1>([4]), maps: goldenMaps() };
      const losses = fcdd.losses(output(), batch);
      expectRelative(await losses.data(), expected, 1e-5);
      expectRelative(await tf.mean(losses).data(), [mean], 1e-5);
    });

    it('explains a score by the map that it is the mean of', async () => {
      const { scores, maps } = fcdd.explain(() => output(), images());
      expect(maps.shape).toEqual([4, 7, 7, 1]);
      expectRelative(await scores.data(), [...(await tf.mean(maps, [1, 2, 3]).data())], 1e-6);
    });

    it.each([0, 1e-25, 1e-12, 1e-6, 1e-3, 1, 1e3, 1e12])(
      'has finite losses and gradients at the output %d, with and without maps',
      async (value) => {
        for (const label of [0, 1])
          for (const maps of [undefined, tf.fill<tf.Rank.R4>([1, 28, 28, 1], label)])
            await expectFinite(fcdd, tf.fill([1, 7, 7, 1], value), label, maps);
      },
    );

    it('keeps the digits of small anomalous scores, where exp rounds to 1', async () => {
      // The score is x^2 / 2, and -log(1 - exp(-s)) is -log(s) for small s.
      const batch = { images: images(), labels: tf.tensor1d([1]) };
      const [loss] = await fcdd.losses(tf.fill([1, 1, 1, 1], 1e-6), batch).data();
      expect(loss).toBeCloseTo(-Math.log(0.5e-12), 4);
    });
  });

  describe('hsc', () => {
    const { outputs, labels, none } = golden.hsc;

    it('gives the original losses', async () => {
      const output = tf.tensor2d(fromWave(outputs).data, [4, 48]);
      const losses = hsc.losses(output, { images: images(), labels: tf.tensor1d(labels, 'float32') });
      expectRelative(await losses.data(), none, 1e-5);
    });

    it('explains a score by its gradient, absolute before the sum over channels', async () => {
      // The output for channels a and b of one pixel is (2 a, -b), so that s = sqrt(4a^2 + b^2 + 1) - 1.
      const values = tf.tensor4d([3, -4, 0.5, 0], [2, 1, 1, 2]);
      const forward = (images: tf.Tensor4D) => tf.mul(tf.reshape(images, [2, 2]), tf.tensor1d([2, -1]));
      const length = Math.sqrt(4 * 9 + 16 + 1);
      const { scores, maps } = hsc.explain(forward, values);
      expect(maps.shape).toEqual([2, 1, 1, 1]);
      expectRelative(await scores.data(), [length - 1, Math.SQRT2 - 1], 1e-6);
      expectRelative(await maps.data(), [(4 * 3 + 4) / length, 2 / Math.SQRT2], 1e-6);
      const weighted = createHsc('xgrad').explain(forward, tf.mul(values, -1));
      expectRelative(await weighted.maps.data(), [(4 * 9 + 16) / length, 1 / Math.SQRT2], 1e-6);
    });

    it.each([0, 1e-30, 1e-8, 50, 1e4])('has finite losses and gradients at the output %d', async (value) => {
      for (const label of [0, 1]) await expectFinite(hsc, tf.fill([1, 48], value), label);
    });
  });

  it('ae takes the mean squared error for loss and score, and that over channels for the map', async () => {
    const original = tf.tensor4d([1, 2, 3, 4], [1, 1, 2, 2]);
    const output = tf.tensor4d([1, 0, 0, 3], [1, 1, 2, 2]);
    expect(await ae.losses(output, { images: original, labels: tf.tensor1d([1]) }).array()).toEqual([3.5]);
    expect(await ae.scores(output, original).array()).toEqual([3.5]);
    const { scores, maps } = ae.explain(() => output, original);
    expect(await scores.array()).toEqual([3.5]);
    expect(await maps.array()).toEqual([[[[2], [5]]]]);
  });
});

/** The boxes that losses.json names. */
function goldenMaps(): tf.Tensor4D {
  const values = new Float32Array(4 * 28 * 28);
  const fill = (sample: number, rows: [number, number], columns: [number, number]) => {
    for (let y = rows[0]; y <= rows[1]; y++)
      for (let x = columns[0]; x <= columns[1]; x++) values[(sample * 28 + y) * 28 + x] = 1;
  };
  fill(1, [5, 11], [8, 19]);
  fill(2, [20, 23], [2, 8]);
  return tf.tensor4d(values, [4, 28, 28, 1]);
}

async function expectFinite(
  objective: Objective,
  output: tf.Tensor,
  label: number,
  maps?: tf.Tensor4D,
): Promise<void> {
  const batch = { images: tf.zeros<tf.Rank.R4>([1, 28, 28, 1]), labels: tf.tensor1d([label]), maps };
  const loss = (x: tf.Tensor) => tf.sum(objective.losses(x, batch));
  const found = await loss(output).data();
  const gradient = await tf.grad(loss)(output).data();
  expect([...found, ...gradient].every(Number.isFinite)).toBe(true);
}
