// Prints digests of whole training states after ten steps: node --import tsx ten-steps.ts '<workloads>'.
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createRandom } from '@fcdd/random';
import { registerOnnxRuntimeBackend } from '@fcdd/tfjs-backend-onnxruntime';
import * as tf from '@tensorflow/tfjs';
import { nets } from '@fcdd/nets/catalogue';
import { type TrainingBatch, createTrainer } from '@fcdd/fitting';
import { createNet } from '@fcdd/nets';
import { sequence } from '@fcdd/nets/graph';
import { objectiveFor } from './objective-for.ts';
import { batchNorm, convolution, dense, dropout, flatten, leakyRelu, maxPool } from '@fcdd/nets/layers';

export interface Workload {
  net: string;
  optimizer: 'sgd' | 'adam';
  accumulate?: number;
  seed?: number;
}

/** More than one, so that sums of threads would show if their order were left to chance. */
const threads = 2;

/** Small, unlike the nets of the catalogue that have dropout. */
nets.WITH_DROPOUT = {
  title: 'One convolution and two dense layers with dropout between them',
  output: 'vector',
  inputShape: [28, 28, 1],
  graph: sequence([
    convolution('conv1', 4, 5, 2),
    batchNorm('bn1'),
    leakyRelu(),
    maxPool(2),
    flatten(),
    dense('fc1', 32),
    leakyRelu(),
    dropout(0.5),
    dense('fc2', 8),
  ]),
};

/** SHA-256 of the names and bytes of weights, running statistics, optimizer state and losses. */
export async function digestAfterTenSteps({ net: name, optimizer, accumulate, seed = 0 }: Workload) {
  registerOnnxRuntimeBackend({ threads });
  await tf.setBackend('onnxruntime');
  const net = createNet(name, { bias: true, random: createRandom('net', seed) });
  const trainer = createTrainer({
    net,
    loss: objectiveFor(name),
    optimizer: { type: optimizer, learningRate: 0.001, weightDecay: 1e-6 },
    schedule: { type: 'exponential', factor: 0.98 },
    random: createRandom('training', seed),
    accumulate,
  });
  const losses: number[] = [];
  for (const epoch of [0, 1])
    await trainer.trainEpoch(epoch, batchesOf(net.inputShape, epoch), ({ loss }) => losses.push(loss));
  const hash = createHash('sha256').update(JSON.stringify(losses));
  for (const [name, { data }] of Object.entries(await trainer.state()))
    hash.update(name).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  trainer.dispose();
  net.dispose();
  return hash.digest('hex');
}

/** The last one is smaller. */
function batchesOf(inputShape: readonly number[], epoch: number): TrainingBatch[] {
  const random = createRandom('batches', epoch);
  const size = inputShape.reduce((product, length) => product * length, 1);
  return [6, 6, 6, 6, 4].map((count) => ({
    images: Float32Array.from({ length: count * size }, () => random.normal()),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
    count,
  }));
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const workload of JSON.parse(process.argv[2]!) as Workload[])
    console.log(await digestAfterTenSteps(workload));
