import { describe, expect, it } from 'vitest';
import { type ImageShape, convertImage } from './index.ts';

const shape = (height: number, width: number, channels: number): ImageShape => ({ height, width, channels });
const convert = (pixels: number[], from: ImageShape, to: ImageShape) => [
  ...convertImage(Uint8Array.from(pixels), from, to),
];

describe('an image in memory', () => {
  it('of the right shape is unchanged', () => {
    expect(convert([1, 2, 3, 4, 5, 6], shape(1, 2, 3), shape(1, 2, 3))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('in grey becomes three equal channels', () => {
    expect(convert([7, 250], shape(1, 2, 1), shape(1, 2, 3))).toEqual([7, 7, 7, 250, 250, 250]);
  });

  it('in colour becomes grey by its luma', () => {
    const colours = [255, 0, 0, 0, 255, 0, 0, 0, 255, 200, 200, 200];
    expect(convert(colours, shape(2, 2, 3), shape(2, 2, 1))).toEqual([76, 150, 29, 200]);
  });

  // Pillow 9.4 computed the expected values.
  it('is made smaller by averaging', () => {
    const row = [0, 0, 0, 0, 240, 240, 240, 240];
    expect(convert(row, shape(1, 8, 1), shape(1, 4, 1))).toEqual([0, 30, 210, 240]);
  });

  it('is made larger by interpolating', () => {
    expect(convert([0, 240], shape(1, 2, 1), shape(1, 4, 1))).toEqual([0, 60, 180, 240]);
  });

  it('in colour is made wider and lower, channel by channel', () => {
    const pixels = Array.from({ length: 5 * 4 * 3 }, (_, i) => (i * 83) % 256);
    const expected = [
      [98, 71, 154, 147, 68, 151, 227, 64, 147, 234, 61, 144, 230, 57, 140, 226, 53, 136, 223, 50, 133],
      [200, 84, 110, 197, 81, 107, 193, 77, 103, 190, 74, 100, 186, 70, 96, 182, 66, 92, 179, 63, 89],
      [156, 239, 66, 153, 236, 63, 149, 232, 59, 146, 229, 56, 142, 225, 52, 138, 221, 48, 135, 218, 45],
    ].flat();
    const converted = convert(pixels, shape(5, 4, 3), shape(3, 7, 3));
    // Pillow also rounds between the two axes.
    converted.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(1));
  });
});
