import type { RandomSource } from '@fcdd/random';
import type { Tensor } from '@fcdd/tensors';
import * as tf from '@tensorflow/tfjs';
import { blocksOf } from './blocks.ts';
import { netNamed } from './catalogue.ts';
import { evaluateBlock, trainBlock } from './forward.ts';
import { parameterShapes } from './parameter-shapes.ts';
import { type Parameter, createParameter, readParameters, writeParameters } from './parameters.ts';

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
  /** What an optimizer changes: frozen layers are not among it. */
  trainable: Parameter[];
  /** Parameters and running statistics under PyTorch's names, in its layout. */
  state(): Promise<Record<string, Tensor>>;
  /** @throws DataError where a tensor is missing or has another shape */
  load(state: Record<string, Tensor>): void;
  dispose(): void;
}

/** `random` draws the masks of dropout. */
export type ForwardMode = { training: false } | { training: true; random: RandomSource };

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
export function createNet(name: string, { bias, random }: NetOptions): Net {
  const { layers, inputShape, frozen = [] } = netNamed(name);
  const shapes = parameterShapes(layers, inputShape, bias);
  const parameters = shapes.map((shape) => createParameter(shape, random));
  const variables = Object.fromEntries(parameters.map(({ name, variable }) => [name, variable]));
  const blocks = blocksOf(layers);
  return {
    name,
    inputShape,
    forward: (images, mode) =>
      tf.tidy(() =>
        blocks.reduce<tf.Tensor>(
          (values, block) =>
            mode.training
              ? trainBlock(values, block, variables, mode.random)
              : evaluateBlock(values, block, variables),
          images,
        ),
      ),
    trainable: parameters.filter((_, index) => {
      const { trainable, layer } = shapes[index]!;
      return trainable && !frozen.includes(layer);
    }),
    state: () => readParameters(parameters),
    load: (state) => writeParameters(parameters, state),
    dispose: () => parameters.forEach(({ variable }) => variable.dispose()),
  };
}
