import { describe, expect, it } from 'vitest';
import { blurMaps } from './gaussian-blur.ts';
import type { ReceptiveField } from '@fcdd/nets/receptive-field';

const field = (extent: number): ReceptiveField => ({ width: 1, jump: 1, extent, start: 0 });

/** Weights of kornia's Gaussian of size 5 and deviation 1. */
const weights = [0.05448868, 0.24420134, 0.40261995, 0.24420134, 0.05448868];

describe('blurring', () => {
  it.each([5, 6])('spreads a pixel over an odd width, for a field of %d', (extent) => {
    const maps = new Float32Array(2 * 7 * 9);
    maps[63 + 3 * 9 + 4] = 1;
    const blurred = blurMaps(maps, 2, 7, 9, field(extent), 1);
    expect(blurred.subarray(0, 63).every((value) => value === 0)).toBe(true);
    for (let y = 0; y < 7; y++)
      for (let x = 0; x < 9; x++)
        expect(blurred[63 + y * 9 + x]).toBeCloseTo((weights[y - 1] ?? 0) * (weights[x - 2] ?? 0), 6);
  });

  it('mirrors the border without repeating its pixels', () => {
    const [first, , , , last] = blurMaps(Float32Array.of(1, 2, 3, 4, 5), 1, 1, 5, field(5), 1);
    const [far, near, centre] = weights as [number, number, number];
    expect(first).toBeCloseTo(3 * far + 2 * near + 1 * centre + 2 * near + 3 * far, 6);
    expect(last).toBeCloseTo(3 * far + 4 * near + 5 * centre + 4 * near + 3 * far, 6);
  });

  it('keeps an even map as it is, however small', () => {
    for (const value of blurMaps(new Float32Array(4).fill(7), 1, 2, 2, field(15)))
      expect(value).toBeCloseTo(7, 5);
  });
});
