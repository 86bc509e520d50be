import { createRandom } from '@fcdd/random';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { follow, graphOf, images } from './graph.ts';
import { batchNorm, convolution, flatten, relu } from './layers.ts';
import { netFrom } from './net.ts';
import { useBackend } from './testing/backends.ts';

const features = follow(images, [convolution('a', 4, 3, 1), relu()]);
const output = follow(features, [convolution('b', 2, 3, 1), batchNorm('norm'), flatten()]);

function createTestedNet() {
  const graph = graphOf(output, { features, images });
  return netFrom('tested', { graph, inputShape: [4, 4, 1] }, { bias: true, random: createRandom('net') });
}

describe('the named outputs of a net', () => {
  beforeAll(() => useBackend('onnxruntime'));

  const batch = () => tf.randomNormal<tf.Rank.R4>([2, 4, 4, 1], 0, 1, 'float32', 1);

  it('are given together or alone, and the same', async () => {
    const net = createTestedNet();
    expect(net.outputNames).toEqual(['features', 'images']);
    const given = batch();
    const { features, images } = net.outputs(given, ['features', 'images'], { training: false });
    expect(features!.shape).toEqual([2, 4, 4, 4]);
    expect(await images!.array()).toEqual(await given.array());
    const alone = net.outputs(given, ['features'], { training: false });
    expect(Object.keys(alone)).toEqual(['features']);
    expect(await alone.features!.array()).toEqual(await features!.array());
    expect(net.forward(given, { training: false }).shape).toEqual([2, 32]);
  });

  it('compute nothing that comes after them', async () => {
    const net = createTestedNet();
    const before = (await net.state())['norm.running_mean']!;
    const mode = { training: true, random: createRandom('training') } as const;
    net.outputs(batch(), ['features'], mode);
    expect(await net.state()).toMatchObject({ 'norm.running_mean': before });
    net.forward(batch(), mode);
    expect((await net.state())['norm.running_mean']).not.toEqual(before);
  });

  it('are refused where the net has none of a name', () => {
    expect(() => createTestedNet().outputs(batch(), ['layer9'], { training: false })).toThrow(
      'The net tested has no output layer9.',
    );
  });
});
