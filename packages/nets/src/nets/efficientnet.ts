import { type Node, add, follow, graphOf, images } from '../graph.ts';
import { type Layer, batchNorm, convolution, relu6 } from '../layers.ts';
import type { NetEntry } from './net-entry.ts';

const epsilon = 1e-5;

interface Stage {
  blocks: number;
  kernelSize: number;
  /** Stride of the first block. */
  stride: number;
  /** How many times as many channels the depthwise convolution has as the block's input. */
  expansion: number;
  channels: number;
}

const stages: Stage[] = [
  { blocks: 1, kernelSize: 3, stride: 1, expansion: 1, channels: 16 },
  { blocks: 2, kernelSize: 3, stride: 2, expansion: 6, channels: 24 },
  { blocks: 2, kernelSize: 5, stride: 2, expansion: 6, channels: 40 },
  { blocks: 3, kernelSize: 3, stride: 2, expansion: 6, channels: 80 },
  { blocks: 3, kernelSize: 5, stride: 1, expansion: 6, channels: 112 },
  { blocks: 4, kernelSize: 5, stride: 2, expansion: 6, channels: 192 },
  { blocks: 1, kernelSize: 3, stride: 1, expansion: 6, channels: 320 },
];

/**
 * Nets of depthwise convolutions: Tan, Le, "EfficientNet", 2019; the lite ones have no squeeze-and-excitation and ReLU6.
 * Names are those of timm; the outputs are the features of its stages, and there are no head and classifier.
 */
export const efficientNets: Record<string, NetEntry> = {
  efficientnet_lite0: {
    title: 'EfficientNet-Lite0 without its head',
    output: 'features',
    inputShape: [224, 224, 3],
    graph: lite0(),
    needsBias: true,
  },
};

function lite0() {
  const outputs: Record<string, Node> = {};
  let channels = 32;
  let node = follow(images, [...normalized('conv_stem', 'bn1', channels, 3, { stride: 2 }), relu6()]);
  stages.forEach((stage, index) => {
    for (let block = 0; block < stage.blocks; block++) {
      const stride = block === 0 ? stage.stride : 1;
      const name = `blocks.${index}.${block}`;
      const changed = follow(node, blockLayers(name, channels, { ...stage, stride }));
      node = stride === 1 && channels === stage.channels ? add(changed, node) : changed;
      channels = stage.channels;
    }
    outputs[`blocks.${index}`] = node;
  });
  return graphOf(node, outputs);
}

/** An inverted residual, or without expansion a depthwise separable convolution. */
function blockLayers(
  name: string,
  inputs: number,
  { kernelSize, stride, expansion, channels }: Stage,
): Layer[] {
  const expanded = inputs * expansion;
  const depthwise = { stride, groups: expanded };
  const at = (layer: string) => `${name}.${layer}`;
  return expansion === 1
    ? [
        ...normalized(at('conv_dw'), at('bn1'), expanded, kernelSize, depthwise),
        relu6(),
        ...normalized(at('conv_pw'), at('bn2'), channels, 1),
      ]
    : [
        ...normalized(at('conv_pw'), at('bn1'), expanded, 1),
        relu6(),
        ...normalized(at('conv_dw'), at('bn2'), expanded, kernelSize, depthwise),
        relu6(),
        ...normalized(at('conv_pwl'), at('bn3'), channels, 1),
      ];
}

/** Padded so that a stride of 1 keeps the width. */
function normalized(
  name: string,
  norm: string,
  channels: number,
  kernelSize: number,
  options: { stride?: number; groups?: number } = {},
): Layer[] {
  const padding = (kernelSize - 1) / 2;
  return [
    convolution(name, channels, kernelSize, padding, {
      ...options,
      bias: false,
      initialisation: 'kaimingNormal',
    }),
    batchNorm(norm, epsilon),
  ];
}
