import type { Layer, Operation } from './layers.ts';

/** Shape of the values of one image: height, width and channels; tokens and features; or the features of a vector. */
export type ValueShape =
  [height: number, width: number, channels: number] | [tokens: number, features: number] | [features: number];

/**
 * The shape of the values that an operation gives for values of these shapes.
 * @throws Error where it takes no values of these shapes
 */
export function shapeAfter(operation: Operation, ...shapes: ValueShape[]): ValueShape {
  switch (operation.type) {
    case 'add':
      if (shapes.some((shape) => shape.join() !== shapes[0]!.join()))
        throw new Error(`Values of the shapes ${listed(shapes)} cannot be added.`);
      return shapes[0]!;
    case 'multiply':
      if (!shapes.every((shape) => shape.length === shapes[0]!.length && shape.at(-1) === shapes[0]!.at(-1)))
        throw new Error(`Values of the shapes ${listed(shapes)} cannot be multiplied.`);
      return shapes[0]!;
    case 'concatenate':
      if (shapes.some((shape) => shape.slice(0, -1).join() !== shapes[0]!.slice(0, -1).join()))
        throw new Error(`Values of the shapes ${listed(shapes)} cannot be concatenated.`);
      return [
        ...shapes[0]!.slice(0, -1),
        shapes.reduce((sum, shape) => sum + shape.at(-1)!, 0),
      ] as unknown as ValueShape;
    default:
      return shapeAfterLayer(operation, shapes[0]!);
  }
}

/** The window of a convolution or a pooling, in pixels along one axis. */
export interface Window {
  kernelSize: number;
  stride: number;
  padding: number;
  /** Distance between the pixels that a window takes; 1 where it is not given. */
  dilation?: number;
}

/** The number of windows along an axis of this length. */
export function windowsAlong(length: number, { kernelSize, stride, padding, dilation = 1 }: Window): number {
  const extent = (kernelSize - 1) * dilation + 1;
  return Math.floor((length + 2 * padding - extent) / stride) + 1;
}

function shapeAfterLayer(layer: Layer, shape: ValueShape): ValueShape {
  switch (layer.type) {
    case 'convolution': {
      const { groups } = layer;
      const [height, width, channels] = imageShape(layer, shape);
      if (channels % groups || layer.channels % groups)
        throw new Error(`${channels} and ${layer.channels} channels are not ${groups} groups.`);
      return [windowsAlong(height, layer), windowsAlong(width, layer), layer.channels];
    }
    case 'transposedConvolution': {
      const growth = layer.kernelSize - 1 - 2 * layer.padding;
      const [height, width] = imageShape(layer, shape);
      return [height + growth, width + growth, layer.channels];
    }
    case 'dense':
      if (shape.length === 3) throw misfit(layer, 'vectors or tokens', shape);
      return shape.length === 1 ? [layer.features] : [shape[0], layer.features];
    case 'maxPool': {
      const [height, width, channels] = imageShape(layer, shape);
      return [windowsAlong(height, layer), windowsAlong(width, layer), channels];
    }
    case 'globalAveragePool':
      return [1, 1, imageShape(layer, shape)[2]];
    case 'upsample': {
      const [height, width, channels] = imageShape(layer, shape);
      return [height * layer.factor, width * layer.factor, channels];
    }
    case 'flatten': {
      const [height, width, channels] = imageShape(layer, shape);
      return [height * width * channels];
    }
    case 'unflatten': {
      const { width, channels } = layer;
      if (shape.length !== 1) throw misfit(layer, 'vectors', shape);
      if (shape[0] !== width * width * channels)
        throw new Error(`${shape[0]} features are not an image of ${width}x${width}x${channels}.`);
      return [width, width, channels];
    }
    case 'tokensOfImage': {
      const [height, width, channels] = imageShape(layer, shape);
      return [height * width, channels];
    }
    case 'imageOfTokens': {
      const [tokens, features] = tokensShape(layer, shape);
      const width = Math.sqrt(tokens - layer.skipped);
      if (!Number.isInteger(width))
        throw new Error(`${tokens - layer.skipped} tokens are not a square image.`);
      return [width, width, features];
    }
    case 'firstTokens': {
      const [tokens, features] = tokensShape(layer, shape);
      return [layer.count + tokens, features];
    }
    case 'positionalEmbedding':
      return tokensShape(layer, shape);
    case 'tokenAt':
      return [tokensShape(layer, shape)[1]];
    case 'attention': {
      const [tokens, features] = tokensShape(layer, shape);
      if (features % (3 * layer.heads))
        throw new Error(`${features} features are not queries, keys and values of ${layer.heads} heads.`);
      return [tokens, features / 3];
    }
    default:
      return shape;
  }
}

function imageShape(layer: Layer, shape: ValueShape) {
  if (shape.length === 3) return shape;
  throw misfit(layer, 'images', shape);
}

function tokensShape(layer: Layer, shape: ValueShape) {
  if (shape.length === 2) return shape;
  throw misfit(layer, 'tokens', shape);
}

function misfit({ type }: Layer, taken: string, shape: ValueShape): Error {
  return new Error(`The layer ${type} takes ${taken}, but it gets values of the shape ${shape.join('x')}.`);
}

function listed(shapes: ValueShape[]): string {
  return shapes.map((shape) => shape.join('x')).join(', ');
}
