import { describe, expect, it } from 'vitest';
import { blocksOf } from './blocks.ts';
import { nets } from './catalogue.ts';
import { batchNorm, convolution, dense, flatten, maxPool, relu, sigmoid } from './layers.ts';

describe('blocks', () => {
  it('begin with a convolution and hold what follows it', () => {
    const kinds = blocksOf(nets.FCDD_CNN28!.layers).map((block) => Object.keys(block));
    expect(kinds).toEqual([
      ['linear', 'arrangements', 'batchNorm', 'activation', 'pool'],
      ['linear', 'arrangements', 'pool'],
      ['linear', 'arrangements'],
    ]);
  });

  it('begin with dense layers too, and end with what arranges values anew', () => {
    const decoder = blocksOf(nets.AE28!.layers).slice(2, 4);
    expect(decoder.map(({ linear }) => linear.type)).toEqual(['dense', 'transposedConvolution']);
    expect(decoder[0]!.arrangements.map(({ type }) => type)).toEqual(['unflatten', 'upsample']);
  });

  it('refuse an order of layers that they cannot compute', () => {
    expect(() => blocksOf([maxPool(2)])).toThrow('maxPool cannot follow the input');
    expect(() => blocksOf([convolution('a', 1, 1), maxPool(2), batchNorm('b')])).toThrow(
      'batchNorm cannot follow maxPool',
    );
    expect(() => blocksOf([dense('a', 1), relu(), sigmoid()])).toThrow('sigmoid cannot follow relu');
    expect(() => blocksOf([dense('a', 1), flatten(), relu()])).toThrow('relu cannot follow flatten');
  });
});
