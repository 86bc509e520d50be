import { type InitialValues, initialValues } from './initialisation.ts';
import type { BatchNorm, Layer, LinearLayer } from './layers.ts';
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
 * The parameters of a list of layers, in their order.
 * @param bias whether linear layers have a bias, and batch norms a scale and offset
 */
export function parameterShapes(layers: Layer[], inputShape: ValueShape, bias: boolean): ParameterShape[] {
  let shape = inputShape;
  return layers.flatMap((layer) => {
    const inputs = shape.at(-1)!;
    shape = shapeAfter(layer, shape);
    switch (layer.type) {
      case 'convolution':
      case 'transposedConvolution':
      case 'dense':
        return linearParameters(layer, inputs, bias);
      case 'batchNorm':
        return batchNormParameters(layer, inputs, bias);
      default:
        return [];
    }
  });
}

function linearParameters(layer: LinearLayer, inputs: number, bias: boolean): ParameterShape[] {
  const shape = weightShape(layer, inputs);
  const initial = initialValues(layer.initialisation, shape);
  const weight = parameter(layer, 'weight', shape, initial.weight);
  return bias ? [weight, parameter(layer, 'bias', [outputsOf(layer)], initial.bias)] : [weight];
}

function weightShape(layer: LinearLayer, inputs: number): number[] {
  const outputs = outputsOf(layer);
  if (layer.type === 'dense') return [outputs, inputs];
  const kernel = [layer.kernelSize, layer.kernelSize];
  return layer.type === 'convolution' ? [outputs, inputs, ...kernel] : [inputs, outputs, ...kernel];
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

function parameter(
  { name: layer }: { name: string },
  name: string,
  shape: number[],
  initial: InitialValues,
): ParameterShape {
  return { name: `${layer}.${name}`, layer, shape, trainable: true, initial };
}
