import { describe, expect, it } from 'vitest';
import { type Block, isBlock, stepsTo } from './blocks.ts';
import { nets } from './catalogue.ts';
import { add, follow, images, sequence } from './graph.ts';
import { batchNorm, convolution, dense, maxPool, relu, sigmoid, silu } from './layers.ts';

/** Computation of each step: the parts of a block, or the type of a single operation. */
function partsOf(steps: ReturnType<typeof stepsTo>) {
  return steps.map(({ computes }) => (isBlock(computes) ? Object.keys(computes) : computes.type));
}

describe('blocks', () => {
  it('begin with a convolution and hold what follows it', () => {
    expect(partsOf(stepsTo([nets.FCDD_CNN28!.graph.output]))).toEqual([
      ['linear', 'arrangements', 'batchNorm', 'activation', 'pool'],
      ['linear', 'arrangements', 'pool'],
      ['linear', 'arrangements'],
    ]);
  });

  it('begin with dense layers too, and end with what arranges values anew', () => {
    const steps = stepsTo([nets.AE28!.graph.output]);
    const decoder = steps.slice(2, 4).map(({ computes }) => computes as Block);
    expect(decoder.map(({ linear }) => linear.type)).toEqual(['dense', 'transposedConvolution']);
    expect(decoder[0]!.arrangements.map(({ type }) => type)).toEqual(['unflatten', 'upsample']);
  });

  it('are all that the nets without branches consist of', () => {
    for (const { output, graph } of Object.values(nets))
      if (output !== 'features')
        for (const { computes } of stepsTo([graph.output])) expect(isBlock(computes)).toBe(true);
  });

  it('end where a value has other users, or is asked for', () => {
    const convolved = follow(images, [convolution('a', 1, 1)]);
    const activated = follow(convolved, [relu()]);
    expect(partsOf(stepsTo([activated]))).toEqual([['linear', 'arrangements', 'activation']]);
    expect(partsOf(stepsTo([activated, convolved]))).toEqual([['linear', 'arrangements'], 'relu']);
    expect(partsOf(stepsTo([add(activated, convolved)]))).toEqual([
      ['linear', 'arrangements'],
      'relu',
      'add',
    ]);
  });

  it('leave out what would change their result, or what they have already', () => {
    const stepsOf = (...layers: Parameters<typeof sequence>[0]) => stepsTo([sequence(layers).output]);
    const pooled = stepsOf(convolution('a', 1, 1), silu(), maxPool(2));
    expect(partsOf(pooled)).toEqual([['linear', 'arrangements', 'activation'], 'maxPool']);
    const normalized = stepsOf(convolution('a', 1, 1), maxPool(2), batchNorm('b'));
    expect(partsOf(normalized)).toEqual([['linear', 'arrangements', 'pool'], 'batchNorm']);
    const activated = stepsOf(dense('a', 1), relu(), sigmoid());
    expect(partsOf(activated)).toEqual([['linear', 'arrangements', 'activation'], 'sigmoid']);
    expect(partsOf(stepsOf(maxPool(2)))).toEqual(['maxPool']);
  });
});
