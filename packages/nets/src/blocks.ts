import type { Activation, Arrangement, BatchNorm, Layer, LinearLayer, MaxPool } from './layers.ts';

/** A linear layer with what follows it up to the next one. */
export interface Block {
  linear: LinearLayer;
  batchNorm?: BatchNorm;
  activation?: Activation;
  pool?: MaxPool;
  arrangements: Arrangement[];
}

/** The order of layers in a block: at most one of each line, and any number of the last. */
const order: Layer['type'][][] = [
  ['convolution', 'transposedConvolution', 'dense'],
  ['batchNorm'],
  ['leakyRelu', 'relu', 'sigmoid'],
  ['maxPool'],
  ['upsample', 'flatten', 'unflatten', 'dropout'],
];

/** Groups the layers of a net into blocks. */
export function blocksOf(layers: Layer[]): Block[] {
  const blocks: Block[] = [];
  layers.forEach((layer, index) => {
    if (!canFollow(layer, layers[index - 1]))
      throw new Error(`The layer ${layer.type} cannot follow ${layers[index - 1]?.type ?? 'the input'}.`);
    const block = blocks.at(-1)!;
    switch (layer.type) {
      case 'convolution':
      case 'transposedConvolution':
      case 'dense':
        blocks.push({ linear: layer, arrangements: [] });
        break;
      case 'batchNorm':
        block.batchNorm = layer;
        break;
      case 'leakyRelu':
      case 'relu':
      case 'sigmoid':
        block.activation = layer;
        break;
      case 'maxPool':
        block.pool = layer;
        break;
      default:
        block.arrangements.push(layer);
    }
  });
  return blocks;
}

function canFollow(layer: Layer, previous: Layer | undefined): boolean {
  const place = placeOf(layer);
  if (place === 0) return true;
  if (!previous) return false;
  return place > placeOf(previous) || (place === order.length - 1 && place === placeOf(previous));
}

function placeOf({ type }: Layer): number {
  return order.findIndex((types) => types.includes(type));
}
