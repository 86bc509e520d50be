import { describe, expect, it } from 'vitest';
import { convolution, dense, maxPool, transposedConvolution, unflatten, upsample } from './layers.ts';
import { shapeAfter } from './shapes.ts';

describe('the shape after a layer', () => {
  it('is that of its output', () => {
    expect(shapeAfter(convolution('a', 8, 5, 1), [28, 28, 3])).toEqual([26, 26, 8]);
    expect(shapeAfter(transposedConvolution('a', 8, 5, 3), [16, 16, 4])).toEqual([14, 14, 8]);
    expect(shapeAfter(maxPool(3, 2, 1), [7, 7, 4])).toEqual([4, 4, 4]);
    expect(shapeAfter(upsample(2), [7, 7, 4])).toEqual([14, 14, 4]);
    expect(shapeAfter(unflatten(3, 4), [48])).toEqual([4, 4, 3]);
  });

  it('does not exist where a layer does not fit', () => {
    expect(() => shapeAfter(dense('a', 2), [7, 7, 4])).toThrow('dense takes vectors');
    expect(() => shapeAfter(maxPool(2), [48])).toThrow('maxPool takes images');
    expect(() => shapeAfter(unflatten(3, 4), [49])).toThrow('no image of 4x4x3');
  });
});
