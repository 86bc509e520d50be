import { type Graph, evaluateNodes, nodesOf } from './graph.ts';
import { type InitialValues, initialValues } from './initialisation.ts';
import type { BatchNorm, LinearLayer, Operation } from './layers.ts';
import { type ValueShape, shapeAfter } from './shapes.ts';

/** A tensor that belongs to a layer. */
export interface ParameterShape {
  /** PyTorch's name, such as `conv1.weight`. */
  name: string;
  /** The layer's name, such as `conv1`. */
  layer: string;
  /** In PyTorch's layout: convolution weights are [output channels, input channels, height, width]. */
  shape: number[];
  /** False for running statistics. */
  trainable: boolean;
  initial: InitialValues;
}

/**
 * The parameters of a graph, in the order of its nodes.
 * @param bias whether linear layers have a bias, and batch norms a scale and offset
 */
export function parameterShapes(graph: Graph, inputShape: ValueShape, bias: boolean): ParameterShape[] {
  const parameters: ParameterShape[] = [];
  evaluateNodes<ValueShape>(nodesOf(graph), inputShape, (operation, shapes) => {
    parameters.push(...parametersOf(operation, shapes[0]!, bias));
    return shapeAfter(operation, ...shapes);
  });
  return parameters;
}

function parametersOf(operation: Operation, shape: ValueShape, bias: boolean): ParameterShape[] {
  const inputs = shape.at(-1)!;
  const vector = (name: string, value: number) => parameter(operation as Named, name, [inputs], { value });
  switch (operation.type) {
    case 'convolution':
    case 'transposedConvolution':
    case 'dense':
      return linearParameters(operation, inputs, bias);
    case 'batchNorm':
      return batchNormParameters(operation, inputs, bias);
    case 'layerNorm':
      return [vector('weight', 1), vector('bias', 0)];
    case 'layerScale':
      return [vector('gamma', operation.initial)];
    case 'firstTokens':
      return [tokenParameter(operation, operation.count, inputs)];
    case 'positionalEmbedding':
      return [tokenParameter(operation, shape[0]!, inputs)];
    default:
      return [];
  }
}

function linearParameters(layer: LinearLayer, inputs: number, bias: boolean): ParameterShape[] {
  const shape = weightShape(layer, inputs);
  const groups = layer.type === 'convolution' ? layer.groups : 1;
  const initial = initialValues(layer.initialisation, shape, groups);
  const weight = parameter(layer, 'weight', shape, initial.weight);
  const isBiased = bias && !(layer.type === 'convolution' && layer.bias === false);
  return isBiased ? [weight, parameter(layer, 'bias', [outputsOf(layer)], initial.bias)] : [weight];
}

function weightShape(layer: LinearLayer, inputs: number): number[] {
  const outputs = outputsOf(layer);
  if (layer.type === 'dense') return [outputs, inputs];
  const kernel = [layer.kernelSize, layer.kernelSize];
  return layer.type === 'convolution'
    ? [outputs, inputs / layer.groups, ...kernel]
    : [inputs, outputs, ...kernel];
}

/** Output channels or features. */
export function outputsOf(layer: LinearLayer): number {
  return layer.type === 'dense' ? layer.features : layer.channels;
}

function batchNormParameters(layer: BatchNorm, channels: number, bias: boolean): ParameterShape[] {
  const perChannel = (name: string, value: number) => parameter(layer, name, [channels], { value });
  const affine = [perChannel('weight', 1), perChannel('bias', 0)];
  const running = [perChannel('running_mean', 0), perChannel('running_var', 1)];
  return [...(bias ? affine : []), ...running.map((statistic) => ({ ...statistic, trainable: false }))];
}

interface Named {
  name: string;
}

function parameter(
  { name: layer }: Named,
  name: string,
  shape: number[],
  initial: InitialValues,
): ParameterShape {
  return { name: `${layer}.${name}`, layer, shape, trainable: true, initial };
}

/** Starts as PyTorch image models have it. */
function tokenParameter({ name }: Named, tokens: number, features: number): ParameterShape {
  return { name, layer: name, shape: [1, tokens, features], trainable: true, initial: { deviation: 0.02 } };
}
