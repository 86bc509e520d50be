import { sequence } from '../graph.ts';
import {
  type Layer,
  batchNorm,
  convolution,
  dense,
  dropout,
  flatten,
  maxPool,
  relu,
  startingWith,
  transposedConvolution,
  unflatten,
  upsample,
  within,
} from '../layers.ts';
import type { NetEntry } from './net-entry.ts';

const shared = { inputShape: [224, 224, 3], needsBias: true } satisfies Partial<NetEntry>;

/** Names of the first four convolutions and their batch norms. */
const frozenFeatures = ['0', '1', '4', '5', '8', '9', '11', '12'].map((index) => `features.${index}`);

/**
 * For large colour images, from VGG-11 with batch norm: "configuration A" of Simonyan, Zisserman, "Very Deep Convolutional
 * Networks for Large-Scale Image Recognition", 2015. Names are those of torchvision's `vgg11_bn`.
 */
export const netsVgg: Record<string, NetEntry> = {
  FCDD_CNN224_VGG: {
    output: 'map',
    ...shared,
    title: 'Six convolutions of VGG-11, trained on ImageNet',
    graph: sequence(fullyConvolutional()),
    pretrained: { source: 'vgg11_bn', prefix: '' },
    counterparts: { vector: 'CNN224_VGG', image: 'AE224_VGG' },
  },
  FCDD_CNN224_VGG_F: {
    output: 'map',
    ...shared,
    title: 'Six convolutions of VGG-11, trained on ImageNet, the first four frozen',
    graph: sequence(fullyConvolutional()),
    pretrained: { source: 'vgg11_bn', prefix: '' },
    frozen: frozenFeatures,
    counterparts: { vector: 'CNN224_VGG_F', image: 'AE224_VGG_F' },
  },
  FCDD_CNN224_VGG_NOPT: {
    output: 'map',
    ...shared,
    title: 'Six convolutions of VGG-11',
    graph: sequence(fullyConvolutional()),
    counterparts: { vector: 'CNN224_VGG_NOPT_1000', image: 'AE224_VGG_NOPT' },
  },
  CNN224_VGG: {
    output: 'vector',
    ...shared,
    title: 'VGG-11 without its last layer, trained on ImageNet',
    graph: sequence(encoder()),
    pretrained: { source: 'vgg11_bn', prefix: 'vgg.' },
    smoothedLike: 'FCDD_CNN224_VGG',
  },
  CNN224_VGG_F: {
    output: 'vector',
    ...shared,
    title: 'VGG-11 without its last layer, trained on ImageNet, the first four convolutions frozen',
    graph: sequence(encoder()),
    pretrained: { source: 'vgg11_bn', prefix: 'vgg.' },
    frozen: frozenFeatures.map((name) => `vgg.${name}`),
    smoothedLike: 'FCDD_CNN224_VGG_F',
  },
  CNN224_VGG_NOPT: {
    output: 'vector',
    ...shared,
    title: 'VGG-11 without its last layer',
    graph: sequence(encoder()),
  },
  CNN224_VGG_NOPT_1000: {
    output: 'vector',
    ...shared,
    title: 'VGG-11 with its 1000 outputs',
    graph: sequence(
      within('vgg', asTorchvision([...vgg(), relu(), dropout(0.5), dense('classifier.6', 1000)])),
    ),
    smoothedLike: 'FCDD_CNN224_VGG_NOPT',
  },
  AE224_VGG: {
    output: 'image',
    ...shared,
    title: 'CNN224_VGG and its mirror image',
    graph: sequence([...within('encoder', encoder()), ...decoder()]),
    pretrained: { source: 'vgg11_bn', prefix: 'encoder.vgg.' },
    smoothedLike: 'FCDD_CNN224_VGG',
  },
  AE224_VGG_F: {
    output: 'image',
    ...shared,
    title: 'CNN224_VGG_F and its mirror image',
    graph: sequence([...within('encoder', encoder()), ...decoder()]),
    pretrained: { source: 'vgg11_bn', prefix: 'encoder.vgg.' },
    frozen: frozenFeatures.map((name) => `encoder.vgg.${name}`),
    smoothedLike: 'FCDD_CNN224_VGG_F',
  },
  AE224_VGG_NOPT: {
    output: 'image',
    ...shared,
    title: 'CNN224_VGG_NOPT and its mirror image',
    graph: sequence([...within('encoder', encoder()), ...decoder()]),
    smoothedLike: 'FCDD_CNN224_VGG_NOPT',
  },
};

function fullyConvolutional(): Layer[] {
  return [...sixConvolutions(), convolution('conv_final', 1, 1)];
}

/** VGG-11 up to the second last of its dense layers. */
function encoder(): Layer[] {
  return within('vgg', asTorchvision(vgg()));
}

/** The average pooling before torchvision's classifier is left out: it changes nothing at 224x224. */
function vgg(): Layer[] {
  return [
    ...sixConvolutions(),
    maxPool(2),
    ...convolutionAt(22, 512),
    ...convolutionAt(25, 512),
    maxPool(2),
    flatten(),
    dense('classifier.0', 4096),
    relu(),
    dropout(0.5),
    dense('classifier.3', 4096),
  ];
}

function sixConvolutions(): Layer[] {
  return [
    ...convolutionAt(0, 64),
    maxPool(2),
    ...convolutionAt(4, 128),
    maxPool(2),
    ...convolutionAt(8, 256),
    ...convolutionAt(11, 256),
    maxPool(2),
    ...convolutionAt(15, 512),
    ...convolutionAt(18, 512),
  ];
}

/** @param index of the convolution in torchvision's list, where the batch norm comes next */
function convolutionAt(index: number, channels: number): Layer[] {
  return [convolution(`features.${index}`, channels, 3, 1), batchNorm(`features.${index + 1}`, 1e-5), relu()];
}

/** The FCDD nets start as PyTorch has it; those that are torchvision's own start as torchvision has it. */
function asTorchvision(layers: Layer[]): Layer[] {
  return startingWith('normal', 'dense', startingWith('kaimingNormal', 'convolution', layers));
}

function decoder(): Layer[] {
  return [
    batchNorm('bn1d', 1e-5),
    relu(),
    dense('declassifier.0', 512 * 7 * 7),
    batchNorm('declassifier.1', 1e-5),
    relu(),
    unflatten(512, 7),
    upsample(2),
    ...transposedAt(1, 512),
    ...transposedAt(4, 512),
    upsample(2),
    ...transposedAt(8, 512),
    ...transposedAt(11, 256),
    upsample(2),
    ...transposedAt(15, 256),
    ...transposedAt(18, 128),
    upsample(2),
    ...transposedAt(22, 64),
    upsample(2),
    transposedConvolution('defeatures.26', 3, 3, 1),
  ];
}

/** @param index of the convolution in the original's list, where the batch norm comes next */
function transposedAt(index: number, channels: number): Layer[] {
  return [
    transposedConvolution(`defeatures.${index}`, channels, 3, 1),
    batchNorm(`defeatures.${index + 1}`, 1e-5),
    relu(),
  ];
}
