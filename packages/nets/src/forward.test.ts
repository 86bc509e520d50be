import { createRandom } from '@fcdd/random';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Block, stepsTo } from './blocks.ts';
import { type Variables, evaluateBlock, trainBlock } from './forward.ts';
import { sequence } from './graph.ts';
import { type Layer, batchNorm, convolution, dense, leakyRelu, maxPool } from './layers.ts';
import { backends, useBackend } from './testing/backends.ts';

const [count, size, input, output] = [3, 8, 2, 4] as const;
const block = blockOf([convolution('conv', output, 3, 1), batchNorm('norm'), leakyRelu(), maxPool(3, 2, 1)]);

/** The layers as one block. */
function blockOf(layers: Layer[]): Block {
  const [step, ...others] = stepsTo([sequence(layers).output]);
  expect(others).toEqual([]);
  return step!.computes as Block;
}

const wave = (shape: number[], phase: number, offset = 0) => {
  const length = shape.reduce((product, size) => product * size, 1);
  return tf.tensor(
    Float32Array.from({ length }, (_, i) => offset + Math.sin(1.3 * i + phase)),
    shape,
  );
};

describe.each(backends)('a block on the backend %s', (backend) => {
  beforeAll(() => useBackend(backend));

  const createVariables = (): Variables => ({
    'conv.weight': tf.variable(wave([3, 3, input, output], 1)),
    'conv.bias': tf.variable(wave([output], 2)),
    // Scales have both signs: maxima after a batch norm with a negative scale are minima before it.
    'norm.weight': tf.variable(tf.tensor1d([1.5, -0.7, 0.2, -2])),
    'norm.bias': tf.variable(wave([output], 3)),
    'norm.running_mean': tf.variable(wave([output], 4), false),
    'norm.running_var': tf.variable(wave([output], 5, 2), false),
  });
  const images = () => wave([count, size, size, input], 6) as tf.Tensor4D;
  const target = () => wave([count, 4, 4, output], 7);

  /** The layers one after the other, as they are written. */
  function layerByLayer(variables: Variables, mean: tf.Tensor, variance: tf.Tensor) {
    const normalised = tf.batchNorm(
      convolved(variables),
      mean as tf.Tensor1D,
      variance as tf.Tensor1D,
      variables['norm.bias'] as tf.Tensor as tf.Tensor1D,
      variables['norm.weight'] as tf.Tensor as tf.Tensor1D,
      1e-4,
    );
    return tf.maxPool(tf.leakyRelu(normalised, 0.01), 3, 2, 1, 'floor');
  }

  const convolved = (variables: Variables) =>
    tf.add<tf.Tensor4D>(
      tf.conv2d(images(), variables['conv.weight'] as tf.Tensor as tf.Tensor4D, 1, 1),
      variables['conv.bias']!,
    );

  const train = (variables: Variables) => trainBlock(images(), block, variables, createRandom('dropout'));
  const evaluate = (variables: Variables) => evaluateBlock(images(), block, variables);

  it('gives the values and gradients of its layers in training', async () => {
    const variables = createVariables();
    const trained = ['conv.weight', 'norm.weight', 'norm.bias'].map((name) => variables[name]!);
    const gradientsOf = (forward: () => tf.Tensor) =>
      tf.variableGrads(() => tf.sum(tf.mul(forward(), target())), trained);
    const found = gradientsOf(() => train(variables));
    const expected = gradientsOf(() => {
      const { mean, variance } = tf.moments(convolved(variables), [0, 1, 2]);
      return layerByLayer(variables, mean, variance);
    });
    await expectClose(found.value, expected.value);
    for (const { name } of trained) await expectClose(found.grads[name]!, expected.grads[name]!);
  });

  it('moves the running statistics by a tenth, with the unbiased variance', async () => {
    const variables = createVariables();
    const [mean, variance] = [variables['norm.running_mean']!, variables['norm.running_var']!];
    const batch = tf.moments(convolved(variables), [0, 1, 2]);
    const values = count * size * size;
    const expectedMean = tf.add(tf.mul(mean, 0.9), tf.mul(batch.mean, 0.1));
    const expectedVariance = tf.add(
      tf.mul(variance, 0.9),
      tf.mul(batch.variance, (0.1 * values) / (values - 1)),
    );
    train(variables);
    await expectClose(mean, expectedMean);
    await expectClose(variance, expectedVariance);
  });

  it('takes a batch of one vector, whose values do not vary', async () => {
    const dense1 = blockOf([dense('dense', 3), batchNorm('norm')]);
    const variables: Variables = {
      'dense.weight': tf.variable(wave([3, 2], 1)),
      'norm.bias': tf.variable(wave([3], 2)),
      'norm.running_mean': tf.variable(tf.zeros([3]), false),
      'norm.running_var': tf.variable(tf.ones([3]), false),
    };
    const output = trainBlock(wave([1, 2], 3), dense1, variables, createRandom('dropout'));
    await expectClose(output, tf.reshape(variables['norm.bias']!, [1, 3]));
    await expectClose(variables['norm.running_var']!, tf.fill([3], 0.9));
  });

  it('gives the values of its layers in evaluation', async () => {
    const variables = createVariables();
    await expectClose(
      evaluate(variables),
      layerByLayer(variables, variables['norm.running_mean']!, variables['norm.running_var']!),
    );
  });

  it('needs no bias and no scale', async () => {
    const variables = createVariables();
    const neutral = {
      ...variables,
      'conv.bias': tf.variable(tf.zeros([output])),
      'norm.bias': tf.variable(tf.zeros([output])),
      'norm.weight': tf.variable(tf.ones([output])),
    };
    const bare = Object.fromEntries(
      ['conv.weight', 'norm.running_mean', 'norm.running_var'].map((name) => [name, variables[name]!]),
    );
    for (const forward of [evaluate, train]) await expectClose(forward(bare), forward(neutral));
  });
});

async function expectClose(found: tf.Tensor, expected: tf.Tensor): Promise<void> {
  expect(found.shape).toEqual(expected.shape);
  const [a, b] = [await found.data(), await expected.data()];
  const largest = Math.max(...[...b].map(Math.abs));
  for (let i = 0; i < b.length; i++) expect(Math.abs(a[i]! - b[i]!)).toBeLessThan(1e-4 * largest);
}
