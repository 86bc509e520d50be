import { createRandom } from '@fcdd/random';
import * as tf from '@tensorflow/tfjs';
import { type TrainingBatch, createTrainer } from '@fcdd/fitting';
import { createNet } from '@fcdd/nets';
import { objectiveFor } from './objective-for.ts';
import { evaluatedOutput, trainingGradients } from './net-values.ts';

export interface NetRequest {
  net: string;
  /** Images in a batch. */
  count: number;
  /** Whether gradients and training steps are computed too, beside the output in evaluation. */
  training: boolean;
}

/** Some elements of each tensor that a device computes for a net, by name. */
export type NetFigures = Record<string, Float32Array>;

const steps = 3;
const mostElements = 512;

/** The figures of a request, which differ between devices by rounding alone. */
export async function netFigures({ net: name, count, training }: NetRequest): Promise<NetFigures> {
  const net = createNet(name, { bias: true, random: createRandom(`net ${name}`) });
  const objective = objectiveFor(name);
  const batch = someBatch(net.inputShape, count);
  const figures: NetFigures = { 'evaluated output': sample(await evaluatedOutput(net, batch)) };
  if (training) {
    const gradients = await trainingGradients(net, objective, batch);
    for (const [parameter, gradient] of Object.entries(gradients))
      figures[`gradient of ${parameter}`] = sample(gradient);
    const trainer = createTrainer({
      net,
      loss: objective,
      optimizer: { type: 'sgd', learningRate: 1e-3, weightDecay: 1e-6 },
      schedule: { type: 'exponential', factor: 1 },
      random: createRandom('training'),
    });
    const losses: number[] = [];
    for (let step = 0; step < steps; step++) losses.push((await trainer.trainEpoch(step, [batch])).loss);
    figures['losses of three steps'] = Float32Array.from(losses);
    trainer.dispose();
  }
  net.dispose();
  return figures;
}

/** Max pooling with windows that overlap and are padded, where many elements are equal, and its gradient. */
export async function poolingFigures(): Promise<NetFigures> {
  const images = tf.tensor4d(
    Array.from({ length: 2 * 9 * 9 * 3 }, (_, i) => (i * 7) % 5),
    [2, 9, 9, 3],
  );
  const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 3, 2, 1, 'floor');
  const weights = tf.tensor1d(Array.from({ length: 3 }, (_, i) => i + 1));
  const { value, grad } = tf.valueAndGrad((x) => tf.sum(tf.mul(pool(x), weights)))(images);
  return {
    'sum of maxima': (await value.data()) as Float32Array,
    gradient: (await grad.data()) as Float32Array,
  };
}

function someBatch(inputShape: number[], count: number): TrainingBatch {
  const random = createRandom('images');
  const length = inputShape.reduce((size, extent) => size * extent, count);
  return {
    images: Float32Array.from({ length }, () => random.normal()),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
    count,
  };
}

/** Elements at equal distances. */
function sample(values: Float32Array): Float32Array {
  const distance = Math.ceil(values.length / mostElements);
  return values.filter((_, i) => i % distance === 0);
}
