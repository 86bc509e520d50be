import * as tf from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import { describe, it } from 'vitest';
import { expectSameAsReference, randomTensor, weightedSum } from '../testing/reference.ts';

describe('gradients of elementwise functions', () => {
  const functions: [string, (x: Tensor) => Tensor][] = [
    ['leakyRelu', (x) => tf.leakyRelu(x, 0.01)],
    ['relu', tf.relu],
    ['elu', tf.elu],
    ['sigmoid', tf.sigmoid],
    ['tanh', tf.tanh],
    ['softplus', tf.softplus],
    ['square', tf.square],
    ['abs', tf.abs],
    ['exp', tf.exp],
    ['clipByValue', (x) => tf.clipByValue(x, -1, 1)],
    ['mean', (x) => tf.mean(x, [1, 2])],
    ['max', (x) => tf.max(x, 1)],
    ['transpose', (x) => tf.transpose(x, [2, 0, 1])],
    ['slice', (x) => tf.slice(x, [0, 1, 0], [2, 2, 2])],
    ['tile', (x) => tf.tile(x, [1, 2, 1])],
    ['concat', (x) => tf.concat([x, x.square()], 1)],
    ['stack', (x) => tf.stack([x, x.square()])],
    [
      'pad',
      (x) =>
        tf.pad(x, [
          [0, 0],
          [1, 1],
          [0, 2],
        ]),
    ],
    ['softmax', (x) => tf.softmax(x)],
    ['logSumExp', (x) => tf.logSumExp(x, 2)],
    ['sqrt', (x) => tf.sqrt(x.square().add(1)).sub(1)],
    ['log', (x) => tf.log(tf.sub(1, tf.exp(tf.neg(x.abs().add(0.1)))).add(1e-31))],
    ['broadcast', (x) => x.mul(x.mean([0, 1])).div(x.square().sum([0, 2], true))],
  ];
  it.each(functions)('%s agrees with the reference', (_name, compute) =>
    expectSameAsReference(() => tf.grad((x) => weightedSum(compute(x)))(randomTensor([2, 3, 4]))),
  );
});
