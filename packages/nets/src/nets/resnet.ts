import { type Node, add, follow, graphOf, images } from '../graph.ts';
import { type Convolution, type Layer, batchNorm, convolution, maxPool, relu } from '../layers.ts';
import type { NetEntry } from './net-entry.ts';

const epsilon = 1e-5;

/**
 * Residual nets of two convolutions a block: He et al., "Deep Residual Learning for Image Recognition", 2015. Names are
 * those of torchvision; the outputs are the features of its four layers, and there is no classifier.
 */
export const resNets: Record<string, NetEntry> = {
  resnet18: {
    title: 'ResNet-18 without its classifier',
    output: 'features',
    inputShape: [224, 224, 3],
    graph: residual([2, 2, 2, 2]),
    needsBias: true,
  },
};

/** @param blocks of each layer; their channels are 64, 128, 256 and 512 */
function residual(blocks: number[]) {
  const layers: Record<string, Node> = {};
  let node = follow(images, [
    ...normalized(convolution('conv1', 64, 7, 3, { stride: 2 }), 'bn1'),
    relu(),
    maxPool(3, 2, 1),
  ]);
  blocks.forEach((count, index) => {
    const name = `layer${index + 1}`;
    const channels = 64 * 2 ** index;
    for (let block = 0; block < count; block++)
      node = basicBlock(node, `${name}.${block}`, channels, index > 0 && block === 0);
    layers[name] = node;
  });
  return graphOf(node, layers);
}

/** @param isFirst whether it halves width and height and changes the channels */
function basicBlock(input: Node, name: string, channels: number, isFirst: boolean): Node {
  const stride = isFirst ? 2 : 1;
  const changes = follow(input, [
    ...normalized(convolution(`${name}.conv1`, channels, 3, 1, { stride }), `${name}.bn1`),
    relu(),
    ...normalized(convolution(`${name}.conv2`, channels, 3, 1), `${name}.bn2`),
  ]);
  const shortcut = `${name}.downsample`;
  const kept = isFirst
    ? follow(input, normalized(convolution(`${shortcut}.0`, channels, 1, 0, { stride }), `${shortcut}.1`))
    : input;
  return follow(add(changes, kept), [relu()]);
}

function normalized(layer: Convolution, norm: string): Layer[] {
  return [{ ...layer, bias: false, initialisation: 'kaimingNormal' }, batchNorm(norm, epsilon)];
}
