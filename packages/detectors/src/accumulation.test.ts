import { createRandom } from '@fcdd/random';
import type { Tensor } from '@fcdd/tensors';
import type { OnnxRuntimeBackend } from '@fcdd/tfjs-backend-onnxruntime';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TrainingBatch, partsOf } from '@fcdd/fitting';
import { type Net, createNet } from '@fcdd/nets';
import { nets } from '@fcdd/nets/catalogue';
import { objectiveFor } from './testing/objective-for.ts';
import { createTrainer } from '@fcdd/fitting';
import { createHsc } from './hsc/objective.ts';
import { useBackend } from '@fcdd/nets/testing/backends';

const imageSize = 28 * 28;

function batchOf(count: number, seed = 0): TrainingBatch {
  const random = createRandom('accumulation', seed);
  const images = Float32Array.from({ length: count * imageSize }, () => random.normal());
  return { images, labels: Uint8Array.from({ length: count }, (_, i) => i % 2), count };
}

function trainerOf(net: Net, accumulate: number, type: 'sgd' | 'adam' = 'sgd') {
  return createTrainer({
    net,
    loss: net.name in nets ? objectiveFor(net.name) : createHsc('grad'),
    optimizer: { type, learningRate: 0.01, weightDecay: 1e-4 },
    schedule: { type: 'exponential', factor: 1 },
    random: createRandom('training'),
    accumulate,
  });
}

/** The state after one step on each batch. */
async function stateAfter(net: Net, accumulate: number, batches: TrainingBatch[], type?: 'adam') {
  const trainer = trainerOf(net, accumulate, type);
  const { loss } = await trainer.trainEpoch(0, batches);
  const state = await net.state();
  trainer.dispose();
  net.dispose();
  return { loss, state };
}

const withBatchNorm = () => createNet('FCDD_CNN28', { bias: true, random: createRandom('net') });

describe('parts of a batch', () => {
  it('are the batch in order, each as large as the next or larger by one', () => {
    const batch = { ...batchOf(7), maps: new Uint8Array(7 * imageSize).fill(1) };
    const parts = partsOf(batch, 3);
    expect(parts.map(({ count }) => count)).toEqual([3, 2, 2]);
    expect(parts.flatMap(({ images }) => [...images])).toEqual([...batch.images]);
    expect(parts.flatMap(({ labels }) => [...labels])).toEqual([...batch.labels]);
    expect(parts.map(({ maps }) => maps!.length / imageSize)).toEqual([3, 2, 2]);
  });

  it('are no more than its images', () => {
    expect(partsOf(batchOf(2), 5).map(({ count }) => count)).toEqual([1, 1]);
  });
});

describe('a trainer that accumulates gradients', () => {
  beforeAll(() => useBackend('onnxruntime'));

  it.each([
    [2, 5, undefined],
    [3, 10, undefined],
    [4, 6, 'adam' as const],
  ])('in %d parts takes the step of the whole batch of %d', async (accumulate, count, type) => {
    const batches = [batchOf(count, 1), batchOf(count, 2)];
    const whole = await stateAfter(linearNet(), 1, batches, type);
    const parts = await stateAfter(linearNet(), accumulate, batches, type);
    expect(parts.loss).toBeCloseTo(whole.loss, 5);
    expectClose(parts.state.weight!, whole.state.weight!.data);
  });

  it('weighs the gradients of parts by their samples, and gives batch norm the statistics of each', async () => {
    const batch = batchOf(5);
    const [first, second] = partsOf(batch, 2) as [TrainingBatch, TrainingBatch];
    const start = await withBatchNorm().state();
    const afterFirst = (await stateAfter(withBatchNorm(), 1, [first])).state;
    const afterSecond = (await stateAfter(withBatchNorm(), 1, [second])).state;
    const { state } = await stateAfter(withBatchNorm(), 2, [batch]);
    for (const [name, { data }] of Object.entries(state)) {
      const [before, one, other] = [start, afterFirst, afterSecond].map((of) => of[name]!.data);
      const expected = name.includes('running')
        ? before!.map((_, i) => 0.9 * one![i]! + (other![i]! - 0.9 * before![i]!))
        : before!.map((value, i) => value + 0.6 * (one![i]! - value) + 0.4 * (other![i]! - value));
      expectClose({ shape: [], data }, expected);
    }
  });

  it('compiles a graph for each kind of part, and leaves no tensor behind', async () => {
    const net = withBatchNorm();
    const trainer = trainerOf(net, 3);
    await trainer.trainEpoch(0, [batchOf(6)]);
    const { compilations } = tf.backend() as OnnxRuntimeBackend;
    const { numTensors } = tf.memory();
    await trainer.trainEpoch(1, [batchOf(6), batchOf(6), batchOf(6)]);
    expect((tf.backend() as OnnxRuntimeBackend).compilations).toBe(compilations);
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});

/** Has no batch norm, so that its samples do not depend on each other. */
function linearNet(): Net {
  const random = createRandom('linear');
  const start = Float32Array.from({ length: imageSize * 3 }, () => 0.05 * random.normal());
  const variable = tf.variable(tf.tensor2d(start, [imageSize, 3]));
  const parameter = { name: 'weight', shape: [imageSize, 3], variable };
  return {
    name: 'linear',
    inputShape: [28, 28, 1],
    forward: (images) => tf.matMul(tf.reshape(images, [-1, imageSize]), variable as tf.Tensor as tf.Tensor2D),
    outputNames: [],
    outputs: () => ({}),
    trainable: [parameter] as Net['trainable'],
    state: async () => ({ weight: { shape: [imageSize, 3], data: (await variable.data()) as Float32Array } }),
    load: () => {},
    dispose: () => variable.dispose(),
  };
}

function expectClose({ data }: Tensor, expected: ArrayLike<number>): void {
  for (let i = 0; i < data.length; i++) expect(Math.abs(data[i]! - expected[i]!)).toBeLessThan(1e-5);
}
