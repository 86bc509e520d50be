import { describe, expect, it } from 'vitest';
import {
  attention,
  convolution,
  dense,
  firstTokens,
  globalAveragePool,
  imageOfTokens,
  maxPool,
  tokensOfImage,
  transposedConvolution,
  unflatten,
  upsample,
} from './layers.ts';
import { shapeAfter } from './shapes.ts';

describe('the shape after a layer', () => {
  it('is that of its output', () => {
    expect(shapeAfter(convolution('a', 8, 5, 1), [28, 28, 3])).toEqual([26, 26, 8]);
    expect(shapeAfter(transposedConvolution('a', 8, 5, 3), [16, 16, 4])).toEqual([14, 14, 8]);
    expect(shapeAfter(maxPool(3, 2, 1), [7, 7, 4])).toEqual([4, 4, 4]);
    expect(shapeAfter(upsample(2), [7, 7, 4])).toEqual([14, 14, 4]);
    expect(shapeAfter(unflatten(3, 4), [48])).toEqual([4, 4, 3]);
    expect(shapeAfter(convolution('a', 8, 3, 2, { dilation: 2, stride: 2 }), [9, 9, 4])).toEqual([5, 5, 8]);
    expect(shapeAfter(globalAveragePool(), [7, 7, 4])).toEqual([1, 1, 4]);
  });

  it('counts tokens and their features', () => {
    expect(shapeAfter(tokensOfImage(), [4, 4, 48])).toEqual([16, 48]);
    expect(shapeAfter(firstTokens('cls'), [16, 48])).toEqual([17, 48]);
    expect(shapeAfter(attention(3), [17, 144])).toEqual([17, 48]);
    expect(shapeAfter(dense('a', 96), [17, 48])).toEqual([17, 96]);
    expect(shapeAfter(imageOfTokens(1), [17, 48])).toEqual([4, 4, 48]);
  });

  it('is that of one value in a sum, and has the channels of all in a concatenation', () => {
    expect(shapeAfter({ type: 'add' }, [4, 4, 8], [4, 4, 8])).toEqual([4, 4, 8]);
    expect(shapeAfter({ type: 'multiply' }, [4, 4, 8], [1, 1, 8])).toEqual([4, 4, 8]);
    expect(shapeAfter({ type: 'concatenate' }, [4, 4, 8], [4, 4, 3])).toEqual([4, 4, 11]);
  });

  it('does not exist where a layer does not fit', () => {
    expect(() => shapeAfter(dense('a', 2), [7, 7, 4])).toThrow('dense takes vectors or tokens');
    expect(() => shapeAfter(maxPool(2), [48])).toThrow('maxPool takes images');
    expect(() => shapeAfter(unflatten(3, 4), [49])).toThrow('not an image of 4x4x3');
    expect(() => shapeAfter({ type: 'add' }, [4, 4, 8], [4, 4, 3])).toThrow('cannot be added');
    expect(() => shapeAfter({ type: 'concatenate' }, [4, 4, 8], [2, 2, 3])).toThrow('cannot be concatenated');
    expect(() => shapeAfter({ type: 'multiply' }, [4, 4, 8], [8])).toThrow('cannot be multiplied');
    expect(() => shapeAfter(convolution('a', 8, 3, 1, { groups: 3 }), [4, 4, 6])).toThrow('3 groups');
    expect(() => shapeAfter(attention(5), [17, 144])).toThrow('5 heads');
    expect(() => shapeAfter(imageOfTokens(), [17, 48])).toThrow('17 tokens are not a square image');
  });
});
