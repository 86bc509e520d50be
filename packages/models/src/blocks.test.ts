import { describe, expect, it } from 'vitest';
import { blocksOf } from './blocks.ts';
import { nets } from './catalogue.ts';
import { batchNorm, convolution, maxPool } from './layers.ts';

describe('blocks', () => {
  it('begin with a convolution and hold what follows it', () => {
    const kinds = blocksOf(nets.FCDD_CNN28!.layers).map((block) => Object.keys(block));
    expect(kinds).toEqual([
      ['linear', 'arrangements', 'batchNorm', 'activation', 'pool'],
      ['linear', 'arrangements', 'pool'],
      ['linear', 'arrangements'],
    ]);
  });

  it('refuse an order of layers that they cannot compute', () => {
    expect(() => blocksOf([maxPool(2)])).toThrow('maxPool cannot follow the input');
    expect(() => blocksOf([convolution('a', 1, 1), maxPool(2), batchNorm('b')])).toThrow(
      'batchNorm cannot follow maxPool',
    );
  });
});
