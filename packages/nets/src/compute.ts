import type { RandomSource } from '@fcdd/random';
import * as tf from '@tensorflow/tfjs';
import { activate } from './activation.ts';
import { arrange } from './arrangement.ts';
import { type Block, type Step, isBlock } from './blocks.ts';
import {
  type Variables,
  evaluateBlock,
  evaluateBatchNorm,
  maxPooled,
  trainBatchNorm,
  trainBlock,
} from './forward.ts';
import { type Node, images as imagesNode } from './graph.ts';
import { layerNormalized } from './layer-norm.ts';
import type { Layer, Merge, Operation } from './layers.ts';
import { applyTokenLayer } from './tokens.ts';

/** `random` draws the masks of dropout. */
export type ForwardMode = { training: false } | { training: true; random: RandomSource };

/** The values of the nodes that the steps compute, and of the images. */
export function computeSteps(
  steps: Step[],
  images: tf.Tensor4D,
  variables: Variables,
  mode: ForwardMode,
): Map<Node, tf.Tensor> {
  const values = new Map<Node, tf.Tensor>([[imagesNode, images]]);
  for (const { inputs, node, computes } of steps) {
    const given = inputs.map((input) => values.get(input)!);
    values.set(
      node,
      isBlock(computes)
        ? computeBlock(given[0]!, computes, variables, mode)
        : computeOperation(given, computes, variables, mode),
    );
  }
  return values;
}

function computeBlock(values: tf.Tensor, block: Block, variables: Variables, mode: ForwardMode): tf.Tensor {
  return mode.training
    ? trainBlock(values, block, variables, mode.random)
    : evaluateBlock(values, block, variables);
}

function computeOperation(
  values: tf.Tensor[],
  operation: Operation,
  variables: Variables,
  mode: ForwardMode,
): tf.Tensor {
  switch (operation.type) {
    case 'add':
    case 'multiply':
    case 'concatenate':
      return merge(values, operation);
    default:
      return computeLayer(values[0]!, operation, variables, mode);
  }
}

function merge(values: tf.Tensor[], { type }: Merge): tf.Tensor {
  switch (type) {
    case 'add':
      return values.reduce((sum, value) => tf.add(sum, value));
    case 'multiply':
      return values.reduce((product, value) => tf.mul(product, value));
    case 'concatenate':
      return tf.concat(values, -1);
  }
}

/** A layer that is in no block. */
function computeLayer(values: tf.Tensor, layer: Layer, variables: Variables, mode: ForwardMode): tf.Tensor {
  switch (layer.type) {
    case 'convolution':
    case 'transposedConvolution':
    case 'dense':
      return computeBlock(values, { linear: layer, arrangements: [] }, variables, mode);
    case 'batchNorm':
      return mode.training
        ? trainBatchNorm(values, layer, variables)
        : evaluateBatchNorm(values, layer, variables);
    case 'layerNorm': {
      const [scale, offset] = ['weight', 'bias'].map((name) => variables[`${layer.name}.${name}`]!);
      return layerNormalized(values, scale!, offset!, layer.epsilon);
    }
    case 'layerScale':
      return tf.mul(values, variables[`${layer.name}.gamma`]!);
    case 'maxPool':
      return maxPooled(values, layer);
    case 'globalAveragePool':
      return tf.mean(values, [1, 2], true);
    case 'upsample':
    case 'flatten':
    case 'unflatten':
    case 'dropout':
      return arrange(values, layer, mode.training ? mode.random : undefined);
    case 'tokensOfImage':
    case 'imageOfTokens':
    case 'firstTokens':
    case 'positionalEmbedding':
    case 'tokenAt':
    case 'attention':
      return applyTokenLayer(values, layer, 'name' in layer ? variables[layer.name] : undefined);
    default:
      return activate(values, layer);
  }
}
