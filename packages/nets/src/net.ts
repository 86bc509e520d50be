import type { RandomSource } from '@fcdd/random';
import type { Tensor } from '@fcdd/tensors';
import * as tf from '@tensorflow/tfjs';
import { stepsTo } from './blocks.ts';
import { netNamed } from './catalogue.ts';
import { type ForwardMode, computeSteps } from './compute.ts';
import type { Node } from './graph.ts';
import type { NetEntry } from './nets/net-entry.ts';
import { parameterShapes } from './parameter-shapes.ts';
import { type Parameter, createParameter, readParameters, writeParameters } from './parameters.ts';

export type { ForwardMode } from './compute.ts';

export interface Net {
  name: string;
  /** Height, width and channels of the images. */
  inputShape: [height: number, width: number, channels: number];
  /**
   * In training, batch norm takes the statistics of the batch and updates its running ones.
   * @param images [count, height, width, channels]
   * @returns [count, rows, columns, channels], or [count, features] where the net ends in a dense layer
   */
  forward(images: tf.Tensor4D, mode: ForwardMode): tf.Tensor;
  /** Names of other values that it can give, such as the features of its stages. */
  outputNames: string[];
  /**
   * Some of the named values, at the cost of computing no further than the last of them.
   * @throws Error where the net has no output of a name
   */
  outputs(images: tf.Tensor4D, names: string[], mode: ForwardMode): Record<string, tf.Tensor>;
  /** The parameters that an optimizer changes, without those of frozen layers. */
  trainable: Parameter[];
  /** Parameters and running statistics under PyTorch's names, in its layout. */
  state(): Promise<Record<string, Tensor>>;
  /** @throws DataError where a tensor is missing or has another shape */
  load(state: Record<string, Tensor>): void;
  dispose(): void;
}

export interface NetOptions {
  /** Whether linear layers have a bias, and batch norms a scale and offset. */
  bias: boolean;
  /** Source of the start values; without it, weights are zero until a state is loaded. */
  random?: RandomSource;
}

/**
 * A net of the catalogue, on the current backend.
 * @throws UserError where there is no such net
 */
export function createNet(name: string, options: NetOptions): Net {
  return netFrom(name, netNamed(name), options);
}

/** A net that need not be in the catalogue, on the current backend. */
export function netFrom(
  name: string,
  { graph, inputShape, frozen = [] }: Pick<NetEntry, 'graph' | 'inputShape' | 'frozen'>,
  { bias, random }: NetOptions,
): Net {
  const shapes = parameterShapes(graph, inputShape, bias);
  const parameters = shapes.map((shape) => createParameter(shape, random));
  const variables = Object.fromEntries(parameters.map(({ name, variable }) => [name, variable]));
  const steps = stepsTo([graph.output]);
  const nodeOf = (output: string): Node => {
    if (Object.hasOwn(graph.outputs, output)) return graph.outputs[output]!;
    throw new Error(`The net ${name} has no output ${output}.`);
  };
  return {
    name,
    inputShape,
    forward: (images, mode) => tf.tidy(() => computeSteps(steps, images, variables, mode).get(graph.output)!),
    outputNames: Object.keys(graph.outputs),
    outputs(images, names, mode) {
      const nodes = names.map(nodeOf);
      return tf.tidy(() => {
        const values = computeSteps(stepsTo(nodes), images, variables, mode);
        return Object.fromEntries(names.map((name, index) => [name, values.get(nodes[index]!)!]));
      });
    },
    trainable: parameters.filter((_, index) => {
      const { trainable, layer } = shapes[index]!;
      return trainable && !frozen.includes(layer);
    }),
    state: () => readParameters(parameters),
    load: (state) => writeParameters(parameters, state),
    dispose: () => parameters.forEach(({ variable }) => variable.dispose()),
  };
}
