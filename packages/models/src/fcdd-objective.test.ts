import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import golden from './golden/losses.json' with { type: 'json' };
import { createObjective } from './objectives.ts';
import { backends, useBackend } from './testing/backends.ts';
import { expectRelative, fromWave } from './testing/golden.ts';

const objective = createObjective('fcdd');

describe.each(backends)('the objective fcdd on the backend %s', (backend) => {
  beforeAll(() => useBackend(backend));

  const { outputs, labels, none, unsupervised_mean: unsupervised } = golden.fcdd;
  const output = () => tf.tensor4d(fromWave(outputs).data, [4, 7, 7, 1]);

  it('gives the original losses with anomalies', async () => {
    const losses = objective.losses(output(), tf.tensor1d(labels, 'float32'));
    expectRelative(await losses.data(), none, 1e-5);
  });

  it('gives the mean score without anomalies', async () => {
    const losses = objective.losses(output(), tf.zeros([4]));
    expectRelative(await tf.mean(losses).data(), [unsupervised], 1e-5);
    expect(await losses.data()).toEqual(await objective.scores(output()).data());
  });

  it('scores an image by the mean of its map', async () => {
    const maps = await objective.maps(output()).array();
    const mean = (map: number[][]) => map.flat().reduce((sum, value) => sum + value, 0) / 49;
    expectRelative(await objective.scores(output()).data(), maps.map(mean), 1e-5);
  });

  it.each([0, 1e-25, 1e-12, 1e-6, 1e-3, 1, 1e3, 1e12])(
    'has finite losses and gradients at the output %d',
    async (value) => {
      const loss = (x: tf.Tensor, label: number) =>
        tf.sum(objective.losses(x as tf.Tensor4D, tf.tensor1d([label])));
      for (const label of [0, 1]) {
        const x = tf.fill([1, 2, 2, 1], value);
        const found = await loss(x, label).data();
        const gradient = await tf
          .grad((x) => loss(x, label))(x)
          .data();
        expect([...found, ...gradient].every(Number.isFinite)).toBe(true);
      }
    },
  );

  it('keeps the digits of small anomalous scores, where exp rounds to 1', async () => {
    // The score is x^2 / 2, and -log(1 - exp(-s)) is -log(s) for small s.
    const x = tf.fill<tf.Rank.R4>([1, 1, 1, 1], 1e-6);
    const [loss] = await objective.losses(x, tf.tensor1d([1])).data();
    expect(loss).toBeCloseTo(-Math.log(0.5e-12), 4);
  });
});
