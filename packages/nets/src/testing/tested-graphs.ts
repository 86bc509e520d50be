import { type Graph, add, concatenate, follow, graphOf, images, multiply } from '../graph.ts';
import {
  attention,
  batchNorm,
  convolution,
  dense,
  firstTokens,
  gelu,
  globalAveragePool,
  hardSwish,
  imageOfTokens,
  layerNorm,
  layerScale,
  maxPool,
  positionalEmbedding,
  sigmoid,
  silu,
  tokenAt,
  tokensOfImage,
} from '../layers.ts';

/** Small graphs of what no net of the catalogue has; golden/graphs.py has the same in PyTorch. */
export const testedGraphs: Record<string, Graph> = {
  squeezeAndExcitation: squeezeAndExcitation(),
  transformer: transformer(),
  branches: branches(),
};

function squeezeAndExcitation(): Graph {
  const features = follow(images, [convolution('conv', 16, 3, 1, { stride: 2 })]);
  const gate = follow(features, [
    globalAveragePool(),
    convolution('se.conv_reduce', 4, 1),
    silu(),
    convolution('se.conv_expand', 16, 1),
    sigmoid(),
  ]);
  return graphOf(multiply(features, gate));
}

/** A small DINOv2. */
function transformer(): Graph {
  let tokens = follow(images, [
    convolution('patch_embed.proj', 48, 8, 0, { stride: 8 }),
    tokensOfImage(),
    firstTokens('reg_token', 2),
    firstTokens('cls_token'),
    positionalEmbedding('pos_embed'),
  ]);
  for (const block of ['blocks.0', 'blocks.1']) {
    const attended = follow(tokens, [
      layerNorm(`${block}.norm1`, 1e-6),
      dense(`${block}.attn.qkv`, 3 * 48),
      attention(3),
      dense(`${block}.attn.proj`, 48),
      layerScale(`${block}.ls1`, 1e-5),
    ]);
    const sum = add(tokens, attended);
    const changed = follow(sum, [
      layerNorm(`${block}.norm2`, 1e-6),
      dense(`${block}.mlp.fc1`, 4 * 48),
      gelu(),
      dense(`${block}.mlp.fc2`, 48),
      layerScale(`${block}.ls2`, 1e-5),
    ]);
    tokens = add(sum, changed);
  }
  const normalized = follow(tokens, [layerNorm('norm', 1e-6)]);
  return graphOf(follow(normalized, [imageOfTokens(3)]), { class: follow(normalized, [tokenAt(0)]) });
}

/** Grouped, dilated and depthwise convolutions, and a batch norm of what they give together. */
function branches(): Graph {
  const stem = follow(images, [convolution('stem', 16, 3, 1), hardSwish()]);
  const dilated = follow(stem, [convolution('dilated', 24, 3, 2, { dilation: 2, groups: 4 }), gelu()]);
  const depthwise = follow(stem, [convolution('depthwise', 32, 5, 2, { groups: 16 })]);
  return graphOf(follow(concatenate(dilated, depthwise), [batchNorm('bn', 1e-5), maxPool(2)]));
}
