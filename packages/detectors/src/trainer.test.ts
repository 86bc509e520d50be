import { UserError } from '@fcdd/errors';
import { createRandom } from '@fcdd/random';
import type { OnnxRuntimeBackend } from '@fcdd/tfjs-backend-onnxruntime';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TrainerOptions, type TrainingBatch, createTrainer } from '@fcdd/fitting';
import { createNet } from '@fcdd/nets';
import { objectiveFor } from './testing/objective-for.ts';
import { scoreImages } from './score-images.ts';
import { explainerOf } from './testing/explainer-of.ts';
import { useBackend } from '@fcdd/nets/testing/backends';

const objective = objectiveFor('FCDD_CNN28');
const imageSize = 28 * 28;

/** Nominal images are dark, anomalous ones bright; the last batch is smaller. */
function* batchesOf(epoch: number, counts = [4, 4, 2]): Generator<TrainingBatch> {
  const random = createRandom('batches', epoch);
  for (const count of counts) {
    const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
    const images = Float32Array.from(
      { length: count * imageSize },
      (_, i) => labels[Math.floor(i / imageSize)]! + random.normal(),
    );
    yield { images, labels, count };
  }
}

function start(seed: number, options: Partial<TrainerOptions> = {}) {
  const net = createNet('FCDD_CNN28', { bias: true, random: createRandom('net', seed) });
  const trainer = createTrainer({
    net,
    loss: objective,
    optimizer: { type: 'sgd', learningRate: 0.01, weightDecay: 1e-6 },
    schedule: { type: 'exponential', factor: 0.5 },
    random: createRandom('training', seed),
    ...options,
  });
  return { net, trainer };
}

describe('a trainer', () => {
  beforeAll(() => useBackend('onnxruntime'));

  it('lowers the loss and tells nominal from anomalous images', async () => {
    const { net, trainer } = start(0);
    const first = await trainer.trainEpoch(0, batchesOf(0));
    let last = first;
    for (let epoch = 1; epoch < 4; epoch++) last = await trainer.trainEpoch(epoch, batchesOf(epoch));
    expect(last.loss).toBeLessThan(first.loss);
    expect(last).toMatchObject({ epoch: 3, learningRate: 0.01 * 0.5 ** 3 });

    const [batch] = batchesOf(9);
    const { scores, maps } = await scoreImages(explainerOf(net, objective), batchesOf(9));
    expect(scores.length).toBe(10);
    expect([maps.height, maps.width, maps.values.length]).toEqual([7, 7, 10 * 49]);
    const of = (label: number) => [...scores.slice(0, 4)].filter((_, i) => batch!.labels[i] === label);
    expect(Math.max(...of(0))).toBeLessThan(Math.min(...of(1)));
  });

  it.each(['sgd', 'adam'] as const)('goes on from a saved state bit by bit, with %s', async (type) => {
    const optimizer = { type, learningRate: 0.001, weightDecay: 1e-6 };
    const whole = start(1, { optimizer });
    const losses = [];
    for (let epoch = 0; epoch < 3; epoch++)
      losses.push(await whole.trainer.trainEpoch(epoch, batchesOf(epoch)));

    const interrupted = start(1, { optimizer });
    await interrupted.trainer.trainEpoch(0, batchesOf(0));
    const saved = structuredClone(await interrupted.trainer.state());
    const resumed = start(2, { optimizer });
    resumed.trainer.restore(saved);
    for (const epoch of [1, 2])
      expect(await resumed.trainer.trainEpoch(epoch, batchesOf(epoch))).toEqual(losses[epoch]);
    expect(await resumed.trainer.state()).toEqual(await whole.trainer.state());
  });

  it('means losses over samples, for each label and in all', async () => {
    const { trainer } = start(3, { optimizer: { type: 'sgd', learningRate: 1e-30, weightDecay: 0 } });
    const first = await trainer.trainEpoch(0, batchesOf(0, [4]));
    const both = await trainer.trainEpoch(0, batchesOf(0, [4, 2]));
    const { loss, lossNominal, lossAnomalous } = first;
    expect(loss).toBeCloseTo((lossNominal! + lossAnomalous!) / 2, 6);
    expect(both.loss).not.toBe(loss);
    const nominal = [...batchesOf(0, [4])].map((batch) => ({ ...batch, labels: new Uint8Array(4) }));
    expect(await trainer.trainEpoch(0, nominal)).toMatchObject({ lossAnomalous: null });
  });

  it('decays every parameter, also those that the loss does not depend on', async () => {
    const { net, trainer } = start(8, { optimizer: { type: 'sgd', learningRate: 0.1, weightDecay: 0.5 } });
    const before = (await net.state())['conv1.bias']!.data;
    await trainer.trainEpoch(0, batchesOf(0, [4]));
    const after = (await net.state())['conv1.bias']!.data;
    // A bias before batch norm has no gradient but its decay, which Nesterov momentum takes 1 + 0.9 times.
    after.forEach((value, i) => expect(value).toBeCloseTo(before[i]! * (1 - 0.1 * 0.5 * 1.9), 6));
  });

  it('leaves no tensor behind, whatever the number of steps', async () => {
    const before = tf.memory().numTensors;
    const { net, trainer } = start(4);
    await trainer.trainEpoch(0, batchesOf(0));
    const after = tf.memory().numTensors;
    await trainer.trainEpoch(1, batchesOf(1, [4, 4, 4, 4, 2]));
    await scoreImages(explainerOf(net, objective), batchesOf(1));
    expect(tf.memory().numTensors).toBe(after);
    trainer.dispose();
    net.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('runs a step as one graph, whatever the learning rate', async () => {
    const { compilations } = tf.backend() as OnnxRuntimeBackend;
    const { trainer } = start(7);
    await trainer.trainEpoch(0, batchesOf(0, [5, 5]));
    expect((tf.backend() as OnnxRuntimeBackend).compilations).toBe(compilations + 1);
    await trainer.trainEpoch(1, batchesOf(1, [5, 5, 3]));
    expect((tf.backend() as OnnxRuntimeBackend).compilations).toBe(compilations + 2);
  });

  it('stops with a way out when the loss is no number any more', async () => {
    const { trainer } = start(5, { optimizer: { type: 'sgd', learningRate: 1e30, weightDecay: 0 } });
    const error = await trainer.trainEpoch(6, batchesOf(0)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toContain('epoch 7');
    expect((error as UserError).hint).toContain('lower learning rate');
  });

  it('refuses to score with a net that diverged', async () => {
    const { net } = start(6);
    const state = await net.state();
    net.load({ ...state, 'conv2.bias': { shape: [16], data: new Float32Array(16).fill(NaN) } });
    await expect(scoreImages(explainerOf(net, objective), batchesOf(0))).rejects.toThrow(UserError);
  });
});
