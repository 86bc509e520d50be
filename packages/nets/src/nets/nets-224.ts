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

const inputShape: NetEntry['inputShape'] = [224, 224, 3];
const counterparts = { vector: 'CNN224', image: 'AE224' };

/** For large colour images, without pretrained weights. */
export const nets224: Record<string, NetEntry> = {
  FCDD_CNN224: {
    output: 'map',
    title: 'Five convolutions of 8 to 128 channels',
    inputShape,
    graph: sequence(fullyConvolutional([8, 32, 64, 128])),
    counterparts,
  },
  FCDD_CNN224_W: {
    output: 'map',
    title: 'Five convolutions of 32 to 256 channels',
    inputShape,
    graph: sequence(fullyConvolutional([32, 128, 256, 256])),
    counterparts,
  },
  CNN224: {
    output: 'vector',
    title: 'Six convolutions of 8 to 128 channels and two dense layers',
    inputShape,
    graph: sequence(encoder()),
    smoothedLike: 'FCDD_CNN224_W',
  },
  AE224: {
    output: 'image',
    title: 'CNN224 and seven transposed convolutions',
    inputShape,
    graph: sequence([
      ...within('encoder', encoder()),
      ...startingWith('xavierUniform', 'transposedConvolution', decoder()),
    ]),
    smoothedLike: 'FCDD_CNN224_W',
  },
};

function fullyConvolutional(channels: [number, number, number, number]): Layer[] {
  return [...firstConvolutions(channels), convolution('conv5', 128, 3, 1), convolution('conv_final', 1, 1)];
}

function firstConvolutions([first, second, third, fourth]: [number, number, number, number]): Layer[] {
  return [
    convolution('conv1', first, 5, 2),
    batchNorm('bn2d1'),
    leakyRelu(),
    maxPool(3, 2, 1),
    convolution('conv2', second, 5, 2),
    batchNorm('bn2d2'),
    leakyRelu(),
    maxPool(3, 2, 1),
    convolution('conv3', third, 3, 1),
    batchNorm('bn2d3'),
    leakyRelu(),
    convolution('conv4', fourth, 3, 1),
    batchNorm('bn2d4'),
    leakyRelu(),
    maxPool(3, 2, 1),
  ];
}

function encoder(): Layer[] {
  return [
    ...firstConvolutions([8, 32, 64, 128]),
    convolution('conv5', 128, 3, 1),
    batchNorm('bn2d5'),
    leakyRelu(),
    maxPool(3, 2, 1),
    convolution('conv6', 64, 3, 1),
    batchNorm('bn2d6'),
    leakyRelu(),
    maxPool(3, 2, 1),
    flatten(),
    dense('fc1', 1536),
    batchNorm('bn1d1'),
    leakyRelu(),
    dense('fc_final', 784),
  ];
}

function decoder(): Layer[] {
  return [
    batchNorm('bn1d'),
    leakyRelu(),
    unflatten(16, 7),
    transposedConvolution('deconv1', 64, 3, 1),
    batchNorm('bn2dd1'),
    leakyRelu(),
    upsample(2),
    transposedConvolution('deconv2', 128, 3, 1),
    batchNorm('bn2dd2'),
    leakyRelu(),
    upsample(2),
    transposedConvolution('deconv3', 128, 3, 1),
    batchNorm('bn2dd3'),
    leakyRelu(),
    upsample(2),
    transposedConvolution('deconv4', 64, 3, 1),
    batchNorm('bn2dd4'),
    leakyRelu(),
    transposedConvolution('deconv5', 32, 3, 1),
    batchNorm('bn2dd5'),
    leakyRelu(),
    upsample(2),
    transposedConvolution('deconv6', 8, 5, 2),
    batchNorm('bn2dd6'),
    leakyRelu(),
    upsample(2),
    transposedConvolution('deconv7', 3, 5, 2),
    sigmoid(),
  ];
}
