import { type RandomSource, createRandom } from '@fcdd/random';
import { describe, expect, it } from 'vitest';
import { cropAndFlip, jitterGrey } from './augmentation.ts';

/** A random source whose uniform numbers are these, in turn. */
function scripted(...numbers: number[]): RandomSource {
  return { ...createRandom(), uniform: () => numbers.shift()! };
}

describe('colour jitter', () => {
  const blackAndWhite = Uint8Array.of(0, 255);
  const jittered = (order: number) => {
    const target = new Uint8Array(2);
    // Brightness is multiplied by 0.9, contrast by 1.1.
    jitterGrey(0.1)(blackAndWhite, scripted(0, 1, order), target);
    return [...target];
  };

  it('changes brightness, then contrast: white 229 of mean 115 becomes 240', () => {
    expect(jittered(0.2)).toEqual([0, 240]);
  });

  it('or contrast, then brightness: white stays white, and becomes 229', () => {
    expect(jittered(0.8)).toEqual([0, 229]);
  });
});

describe('a crop', () => {
  it('keeps the channels of a pixel together', () => {
    const target = new Uint8Array(6);
    const pixels = Uint8Array.of(1, 2, 3, 4, 5, 6);
    const random = { ...scripted(0.2), integer: () => 0 };
    cropAndFlip([1, 2, 3], 0, true)(pixels, random, target);
    expect([...target]).toEqual([4, 5, 6, 1, 2, 3]);
  });
});
