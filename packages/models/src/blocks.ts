import type { BatchNorm, Convolution, Layer, LeakyRelu, MaxPool } from './layers.ts';

/** A convolution with what follows it up to the next one. */
export interface Block {
  convolution: Convolution;
  batchNorm?: BatchNorm;
  activation?: LeakyRelu;
  pool?: MaxPool;
}

const order: Layer['type'][] = ['convolution', 'batchNorm', 'leakyRelu', 'maxPool'];

/** Groups the layers of a net into blocks. */
export function blocksOf(layers: Layer[]): Block[] {
  const blocks: Block[] = [];
  let previous = order.length;
  for (const layer of layers) {
    const place = order.indexOf(layer.type);
    if (layer.type !== 'convolution' && place <= previous)
      throw new Error(`The layer ${layer.type} cannot follow ${order[previous] ?? 'the input'}.`);
    previous = place;
    const block = blocks.at(-1)!;
    if (layer.type === 'convolution') blocks.push({ convolution: layer });
    else if (layer.type === 'batchNorm') block.batchNorm = layer;
    else if (layer.type === 'leakyRelu') block.activation = layer;
    else block.pool = layer;
  }
  return blocks;
}
