import { sequence } from '../graph.ts';
import {
  type Layer,
  batchNorm,
  convolution,
  dense,
  flatten,
  leakyRelu,
  maxPool,
  startingWith,
  transposedConvolution,
  unflatten,
  upsample,
  within,
} from '../layers.ts';
import type { NetEntry } from './net-entry.ts';

const inputShape: NetEntry['inputShape'] = [32, 32, 3];

/** For CIFAR-10. */
export const nets32: Record<string, NetEntry> = {
  FCDD_CNN32: {
    output: 'map',
    title: 'Three 5x5 convolutions of 32, 64 and 128 channels',
    inputShape,
    graph: sequence([...convolutions(5, 2), convolution('conv_final', 1, 1)]),
    // The original compares it with no nets; these have the same convolutions.
    counterparts: { vector: 'CNN32', image: 'AE32' },
  },
  FCDD_CNN32_S: {
    output: 'map',
    title: 'Three 3x3 convolutions of 32, 64 and 128 channels',
    inputShape,
    graph: sequence([...convolutions(3, 1), convolution('conv_final', 1, 1)]),
    counterparts: { vector: 'CNN32', image: 'AE32' },
  },
  FCDD_CNN32_LW3K: {
    output: 'map',
    title: 'Four 3x3 convolutions of 128 and 256 channels',
    inputShape,
    graph: sequence([
      ...wideConvolutions(),
      convolution('conv3', 128, 3, 1),
      convolution('conv_final', 1, 1),
    ]),
    counterparts: { vector: 'CNN32_LW3K', image: 'AE32_LW3K' },
  },
  CNN32: {
    output: 'vector',
    title: 'Three 5x5 convolutions and two dense layers',
    inputShape,
    graph: sequence(encoder()),
    smoothedLike: 'FCDD_CNN32_S',
  },
  CNN32_LW3K: {
    output: 'vector',
    title: 'Four 3x3 convolutions and two dense layers',
    inputShape,
    graph: sequence(wideEncoder()),
    smoothedLike: 'FCDD_CNN32_LW3K',
  },
  AE32: {
    output: 'image',
    title: 'CNN32 and four transposed convolutions',
    inputShape,
    graph: sequence([
      ...within('encoder', encoder()),
      ...startingWith('xavierUniform', 'transposedConvolution', decoder()),
    ]),
    smoothedLike: 'FCDD_CNN32_S',
  },
  AE32_LW3K: {
    output: 'image',
    title: 'CNN32_LW3K and five transposed convolutions',
    inputShape,
    graph: sequence([...within('encoder', wideEncoder()), ...wideDecoder()]),
    smoothedLike: 'FCDD_CNN32_LW3K',
  },
};

function convolutions(kernelSize: number, padding: number): Layer[] {
  return [
    convolution('conv1', 32, kernelSize, padding),
    batchNorm('bn2d1'),
    leakyRelu(),
    maxPool(2),
    convolution('conv2', 64, kernelSize, padding),
    batchNorm('bn2d2'),
    leakyRelu(),
    maxPool(2),
    convolution('conv3', 128, kernelSize, padding),
  ];
}

function encoder(): Layer[] {
  return [...convolutions(5, 2), batchNorm('bn2d3'), leakyRelu(), maxPool(2), ...denseLayers()];
}

function decoder(): Layer[] {
  return [
    ...imageOfFeatures(),
    transposedConvolution('deconv1', 128, 5, 2),
    batchNorm('bn2d4'),
    leakyRelu(),
    upsample(2),
    transposedConvolution('deconv2', 64, 5, 2),
    batchNorm('bn2d5'),
    leakyRelu(),
    upsample(2),
    transposedConvolution('deconv3', 32, 5, 2),
    batchNorm('bn2d6'),
    leakyRelu(),
    upsample(2),
    transposedConvolution('deconv4', 3, 5, 2),
  ];
}

function wideConvolutions(): Layer[] {
  return [
    convolution('conv1', 128, 3, 1),
    batchNorm('bn2d1'),
    leakyRelu(),
    maxPool(2),
    convolution('conv2', 256, 3, 1),
    batchNorm('bn2d2'),
    leakyRelu(),
    convolution('conv25', 256, 3, 1),
    batchNorm('bn2d25'),
    leakyRelu(),
    maxPool(2),
  ];
}

function wideEncoder(): Layer[] {
  return [
    ...wideConvolutions(),
    convolution('conv3', 128, 3, 1),
    batchNorm('bn2d3'),
    leakyRelu(),
    maxPool(2),
    ...denseLayers(),
  ];
}

function wideDecoder(): Layer[] {
  return [
    ...imageOfFeatures(),
    transposedConvolution('deconv1', 128, 3, 1),
    batchNorm('bn2d4'),
    leakyRelu(),
    upsample(2),
    transposedConvolution('deconv2', 256, 3, 1),
    batchNorm('bn2d5'),
    leakyRelu(),
    transposedConvolution('deconv25', 256, 3, 1),
    batchNorm('bn2d55'),
    leakyRelu(),
    upsample(2),
    transposedConvolution('deconv3', 128, 3, 1),
    batchNorm('bn2d6'),
    leakyRelu(),
    upsample(2),
    transposedConvolution('deconv4', 3, 3, 1),
  ];
}

function denseLayers(): Layer[] {
  return [flatten(), dense('fc1', 512), batchNorm('bn1d1'), leakyRelu(), dense('fc_final', 64)];
}

function imageOfFeatures(): Layer[] {
  return [batchNorm('bn1d'), leakyRelu(), unflatten(4, 4)];
}
