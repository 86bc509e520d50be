import { createTrainer } from '@fcdd/fitting';
import { netNamed, receptiveFieldOf } from '@fcdd/nets/catalogue';
import { backends, useBackend } from '@fcdd/nets/testing/backends';
import { createRandom } from '@fcdd/random';
import { beforeAll, describe, expect, it } from 'vitest';
import { scoreImages } from './score-images.ts';
import { upsampleMaps } from './smoothing/gaussian-upsampling.ts';
import {
  type ExactNet,
  type ExactValues,
  batchFor,
  exactNets,
  startNet,
  valuesUnder,
} from './testing/exact-net.ts';
import { explainerOf } from './testing/explainer-of.ts';
import { trainingGradients } from './testing/net-values.ts';
import { objectiveFor } from './testing/objective-for.ts';

const cases = exactNets.flatMap((exact) => backends.map((backend) => ({ exact, net: exact.net, backend })));
// tfjs's own backend needs a minute for the wide net, and more for others.
const affordable = cases.filter(
  ({ net, backend }) => backend !== 'cpu' || ['FCDD_CNN28', 'CNN28', 'AE28'].includes(net),
);

it('has exact values of nets of each kind', () => {
  const kinds = new Set(exactNets.map(({ net }) => netNamed(net).output));
  expect(kinds).toEqual(new Set(['map', 'vector', 'image']));
  for (const { values } of exactNets) expect(Object.keys(values)).toContain('output');
});

describe.each(affordable)('$net on the backend $backend', ({ exact, backend }) => {
  beforeAll(() => useBackend(backend));

  const objective = objectiveFor(exact.net);
  const batch = batchFor(exact);

  it('gives the exact output and gradients in training', async () => {
    const net = await startNet(exact);
    const { output, ...gradients } = await trainingGradients(net, objective, batch);
    expectExact('output', output!, exact.values.output);
    for (const { name, shape } of net.trainable)
      expectExact(name, gradients[name] ?? zeros(shape), exact.values[`gradients.${name}`]);
    net.dispose();
  });

  it('has the exact losses in three steps of Adam', async () => {
    const { net, losses } = await train(exact, 'adam');
    expectExact('losses', losses, exact.values['adam.losses']);
    net.dispose();
  });

  it('has the exact losses and state in three steps of SGD, then scores and explains', async () => {
    const { net, losses } = await train(exact, 'sgd');
    expectExact('losses', losses, exact.values['sgd.losses']);
    for (const [name, { data }] of Object.entries(await net.state()))
      expectExact(name, data, exact.values[`after.${name}`]);

    const { scores, maps } = await scoreImages(explainerOf(net, objective), [batch]);
    expectExact('scores', scores, exact.values.scores);
    const { gradient_heatmap: gradientHeatmap } = exact.values;
    if (gradientHeatmap) expectExact('gradient heatmap', maps.values, gradientHeatmap);
    for (const [deviation, expected] of valuesUnder(exact, 'upsampled.')) {
      const [field, size] = [receptiveFieldOf(exact.net), net.inputShape[0]];
      const standardDeviation = deviation === 'None' ? null : Number(deviation);
      const { values, height, width } = maps;
      expectExact(
        `maps upsampled by ${deviation}`,
        upsampleMaps(values, batch.count, height, width, field, size, standardDeviation),
        expected,
      );
    }
    net.dispose();
  });
});

/** The net after as many steps as there are losses. */
async function train(exact: ExactNet, type: 'sgd' | 'adam') {
  const { learning_rate: learningRate, weight_decay: weightDecay } = exact.optimizers[type];
  const net = await startNet(exact);
  const trainer = createTrainer({
    net,
    loss: objectiveFor(exact.net),
    optimizer: { type, learningRate, weightDecay },
    schedule: { type: 'exponential', factor: 1 },
    random: createRandom('training'),
  });
  const losses: number[] = [];
  for (let step = 0; step < 3; step++) losses.push((await trainer.trainEpoch(step, [batchFor(exact)])).loss);
  trainer.dispose();
  return { net, losses };
}

/**
 * Fails where an element is further from the exact value than single precision explains, relative to the largest. A bias
 * before batch norm has no gradient but rounding errors, whose bound is absolute by the same rule. Values that hinge on
 * rounding have no exact ones.
 */
function expectExact(label: string, found: ArrayLike<number>, exact?: ExactValues): void {
  if (!exact) return;
  expect(found.length, label).toBe(sizeOf(exact.shape));
  const errors = exact.index.map((place, i) => Math.abs(found[place]! - exact.value[i]));
  const tolerance = Math.max(1e-3, 20 * exact.float32);
  expect(Math.max(...errors) / exact.absmax, label).toBeLessThan(tolerance);
}

function zeros(shape: number[]): Float32Array {
  return new Float32Array(sizeOf(shape));
}

function sizeOf(shape: number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
