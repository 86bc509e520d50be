import { sequence } from '../graph.ts';
import {
  type Layer,
  batchNorm,
  convolution,
  dense,
  flatten,
  leakyRelu,
  maxPool,
  sigmoid,
  startingWith,
  transposedConvolution,
  unflatten,
  upsample,
  within,
} from '../layers.ts';
import type { NetEntry } from './net-entry.ts';

const inputShape: NetEntry['inputShape'] = [28, 28, 1];

/** For MNIST and Fashion-MNIST. */
export const nets28: Record<string, NetEntry> = {
  FCDD_CNN28: {
    output: 'map',
    title: 'Two convolutions of 8 and 16 channels',
    inputShape,
    graph: sequence(fullyConvolutional(8, 16)),
    counterparts: { vector: 'CNN28', image: 'AE28' },
  },
  FCDD_CNN28_W: {
    output: 'map',
    title: 'Two convolutions of 128 channels',
    inputShape,
    graph: sequence(fullyConvolutional(128, 128)),
    counterparts: { vector: 'CNN28_W', image: 'AE28' },
  },
  CNN28: {
    output: 'vector',
    title: 'Two convolutions of 8 and 4 channels and a dense layer',
    inputShape,
    graph: sequence(encoder(8, 4)),
    smoothedLike: 'FCDD_CNN28',
  },
  CNN28_W: {
    output: 'vector',
    title: 'Two convolutions of 128 and 64 channels and a dense layer',
    inputShape,
    graph: sequence(encoder(128, 64)),
    smoothedLike: 'FCDD_CNN28_W',
  },
  AE28: {
    output: 'image',
    title: 'CNN28 and three transposed convolutions',
    inputShape,
    graph: sequence([
      ...within('encoder', encoder(8, 4)),
      ...startingWith('xavierUniform', 'transposedConvolution', decoder(4, 8)),
    ]),
    smoothedLike: 'FCDD_CNN28_W',
  },
  AE28_W: {
    output: 'image',
    title: 'CNN28_W and three transposed convolutions',
    inputShape,
    graph: sequence([...within('encoder', encoder(128, 64)), ...decoder(64, 128)]),
  },
};

function fullyConvolutional(first: number, second: number): Layer[] {
  return [
    convolution('conv1', first, 5, 2),
    batchNorm('bn2d1'),
    leakyRelu(),
    maxPool(2),
    convolution('conv2', second, 5, 2),
    maxPool(2),
    convolution('conv_final', 1, 1),
  ];
}

function encoder(first: number, second: number): Layer[] {
  return [
    convolution('conv1', first, 5, 2),
    batchNorm('bn1'),
    leakyRelu(),
    maxPool(2),
    convolution('conv2', second, 5, 2),
    batchNorm('bn2'),
    leakyRelu(),
    maxPool(2),
    flatten(),
    dense('fc_final', 48),
  ];
}

function decoder(first: number, second: number): Layer[] {
  return [
    leakyRelu(),
    unflatten(3, 4),
    upsample(2),
    transposedConvolution('deconv1', first, 5, 2),
    batchNorm('bn3'),
    leakyRelu(),
    upsample(2),
    // Cuts the borders, from 16 pixels to 14.
    transposedConvolution('deconv2', second, 5, 3),
    batchNorm('bn4'),
    leakyRelu(),
    upsample(2),
    transposedConvolution('deconv3', 1, 5, 2),
    sigmoid(),
  ];
}
