import { createRandom } from '@fcdd/random';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Net,
  type Objective,
  createNet,
  createObjective,
  createTrainer,
  receptiveFieldOf,
  scoreImages,
} from './index.ts';
import { upsampleMaps } from './receptive-field.ts';
import { backends, useBackend } from './testing/backends.ts';
import {
  type GoldenNet,
  expectRelative,
  expectSummary,
  fromWave,
  goldenNets,
  parametersOf,
  startState,
} from './testing/golden.ts';

// Steps amplify rounding: the first is compared closely, the third loosely.
const close = 1e-4;
const loose = 2e-2;

const cases = goldenNets.flatMap((golden) =>
  backends.map((backend) => ({ golden, name: golden.net, backend })),
);
// tfjs's own backend needs a minute for the wide net.
const affordable = cases.filter(({ name, backend }) => name === 'FCDD_CNN28' || backend !== 'cpu');

describe.each(affordable)('$name on the backend $backend', ({ golden, backend }) => {
  const objective = createObjective(golden.objective, { net: golden.net });
  beforeAll(() => useBackend(backend));

  const batch = {
    images: fromWave(golden.input).data,
    labels: Uint8Array.from(golden.labels),
    count: golden.labels.length,
  };

  it('gives the original output and gradients in training', async () => {
    const net = startNet(golden);
    const gradients = await trainingGradients(net, objective, golden);
    expectSummary(gradients.output, golden.train_output, close);
    for (const [name, summary] of Object.entries(golden.gradients)) {
      // Batch norm takes every trace of this bias away; the original has rounding errors here.
      if (name === 'conv1.bias') expect(gradients[name]).toBeUndefined();
      else expectSummary(gradients[name]!, summary, close);
    }
    net.dispose();
  });

  it('trains like the original, then scores and explains like it', async () => {
    const net = startNet(golden);
    for (const type of ['sgd', 'adam'] as const) {
      const { learning_rate: learningRate, weight_decay: weightDecay, losses } = golden[type];
      const trainer = createTrainer({
        net,
        objective,
        optimizer: { type, learningRate, weightDecay },
        schedule: { type: 'exponential', factor: 1 },
        random: createRandom('training'),
      });
      const found: number[] = [];
      await trainer.trainEpoch(0, [batch], ({ loss }) => found.push(loss));
      for (let epoch = 1; epoch < losses.length; epoch++)
        found.push((await trainer.trainEpoch(epoch, [batch])).loss);
      trainer.dispose();
      expectRelative(found.slice(0, 1), losses.slice(0, 1), close);
      expectRelative(found, losses, loose);
      if (type === 'sgd') net.load({ ...(await net.state()), ...parametersOf(golden) });
    }
    const state = await net.state();
    for (const [name, summary] of Object.entries(golden.running_stats_after))
      expectSummary(state[name]!.data, summary, loose);

    const { scores, maps } = await scoreImages(net, objective, [batch]);
    expectRelative(scores, golden.eval_scores, loose);
    const field = receptiveFieldOf(golden.net);
    for (const standardDeviation of [null, 1.2, 8])
      expectSummary(
        upsampleMaps(maps.values, batch.count, maps.height, maps.width, field, 28, standardDeviation),
        upsampledWith(golden, standardDeviation),
        loose,
      );
    net.dispose();
  });
});

function startNet(golden: GoldenNet): Net {
  const net = createNet(golden.net, { bias: true });
  net.load(startState(golden));
  return net;
}

function upsampledWith(golden: GoldenNet, standardDeviation: number | null) {
  if (standardDeviation === null) return golden.upsampled_std_None;
  return standardDeviation === 1.2 ? golden['upsampled_std_1.2'] : golden['upsampled_std_8.0'];
}

/** In PyTorch's layout, by parameter name, and the output as `output`. */
async function trainingGradients(
  net: Net,
  objective: Objective,
  golden: GoldenNet,
): Promise<Record<string, Float32Array>> {
  const recorded = tf.tidy(() => {
    const images = tf.tensor4d(fromWave(golden.input).data, [golden.labels.length, ...net.inputShape]);
    const labels = tf.tensor1d(golden.labels, 'float32');
    let output!: tf.Tensor4D;
    const { grads } = tf.variableGrads(
      () => {
        output = tf.keep(
          net.forward(images, { training: true, random: createRandom('training') }) as tf.Tensor4D,
        );
        return tf.mean(objective.losses(output, { images, labels }));
      },
      net.trainable.map(({ variable }) => variable),
    );
    const named: Record<string, tf.Tensor> = { output };
    for (const { name, variable, shape } of net.trainable) {
      const gradient = grads[variable.name];
      if (gradient) named[name] = shape.length === 4 ? tf.transpose(gradient, [3, 2, 0, 1]) : gradient;
    }
    return named;
  });
  const read = Object.entries(recorded).map(async ([name, tensor]) => [name, await tensor.data()]);
  const values = Object.fromEntries(await Promise.all(read)) as Record<string, Float32Array>;
  tf.dispose(recorded);
  return values;
}
