import { DataError } from '@fcdd/errors';
import { createRandom } from '@fcdd/random';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createNet } from './net.ts';
import { useBackend } from './testing/backends.ts';

const parameterNames = ['conv1.weight', 'conv1.bias', 'bn2d1.weight', 'bn2d1.bias'];
const statisticNames = ['bn2d1.running_mean', 'bn2d1.running_var'];
const laterNames = ['conv2.weight', 'conv2.bias', 'conv_final.weight', 'conv_final.bias'];

describe('the parameters of a net', () => {
  beforeAll(() => useBackend('onnxruntime'));

  const create = (seed: number, bias = true) =>
    createNet('FCDD_CNN28', { bias, random: createRandom('net', seed) });

  it('have the names and shapes of PyTorch', async () => {
    const state = await create(0).state();
    expect(Object.keys(state)).toEqual([...parameterNames, ...statisticNames, ...laterNames]);
    expect(state['conv2.weight']!.shape).toEqual([16, 8, 5, 5]);
  });

  it('have no bias, scale or offset where none is wanted', async () => {
    expect(Object.keys(await create(0, false).state())).toEqual([
      'conv1.weight',
      ...statisticNames,
      'conv2.weight',
      'conv_final.weight',
    ]);
  });

  it('start uniform within 1/sqrt(fan in), the same for the same seed', async () => {
    const data = (await create(0).state())['conv2.weight']!.data as Float32Array;
    const bound = 1 / Math.sqrt(8 * 5 * 5);
    expect(Math.max(...data)).toBeLessThanOrEqual(bound);
    expect(Math.max(...data)).toBeGreaterThan(0.99 * bound);
    expect(Math.min(...data)).toBeLessThan(-0.99 * bound);
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    expect(Math.abs(mean)).toBeLessThan(0.05 * bound);
    expect((await create(0).state())['conv2.weight']!.data).toEqual(data);
    expect((await create(1).state())['conv2.weight']!.data).not.toEqual(data);
  });

  it('keep every value when they are saved and loaded', async () => {
    const state = await create(0).state();
    const net = create(1);
    net.load(state);
    expect(await net.state()).toEqual(state);
  });

  it('are refused where one is missing or misshapen, and none is changed', async () => {
    const net = create(0);
    const before = await net.state();
    const { 'conv2.bias': _bias, ...incomplete } = await create(1).state();
    expect(() => net.load(incomplete)).toThrow(DataError);
    expect(() => net.load({ ...incomplete, 'conv2.bias': { shape: [1], data: Float32Array.of(0) } })).toThrow(
      "'conv2.bias' of the saved state has the shape [1], but the net needs [16].",
    );
    expect(await net.state()).toEqual(before);
  });

  it('are not trained where they are frozen, but their running statistics are kept', async () => {
    const net = createNet('FCDD_CNN224_VGG_F', { bias: true });
    const trained = net.trainable.map(({ name }) => name);
    const last = ['features.15', 'features.16', 'features.18', 'features.19', 'conv_final'];
    expect(trained).toEqual(last.flatMap((layer) => [`${layer}.weight`, `${layer}.bias`]));
    const before = (await net.state())['features.1.running_var']!;
    const images = tf.zeros<tf.Rank.R4>([1, 224, 224, 3]);
    net.forward(images, { training: true, random: createRandom('dropout') }).dispose();
    expect((await net.state())['features.1.running_var']!.data).not.toEqual(before.data);
    net.dispose();
  });

  it('leave nothing in the engine when the net is disposed', () => {
    const before = tf.memory().numTensors;
    create(0).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
