import { expect, test } from 'vitest';
import { blur } from './gaussian-blur.ts';

const options = { size: 5, standardDeviation: 1 };
const weights = [0.05448868, 0.24420134, 0.40261995, 0.24420134, 0.05448868];

test('spreads a pixel as the outer product of two Gaussians, in its own channel', () => {
  const image = new Float32Array(7 * 9 * 2);
  image[(3 * 9 + 4) * 2 + 1] = 1;
  blur(image, { height: 7, width: 9, channels: 2 }, options);
  for (let y = 0; y < 7; y++)
    for (let x = 0; x < 9; x++) {
      expect(image[(y * 9 + x) * 2]).toBe(0);
      expect(image[(y * 9 + x) * 2 + 1]).toBeCloseTo((weights[y - 1] ?? 0) * (weights[x - 2] ?? 0), 6);
    }
});

test('mirrors the border without repeating its pixels', () => {
  const image = Float32Array.of(0, 1, 0, 0, 0, 0);
  blur(image, { height: 1, width: 6, channels: 1 }, options);
  expect(image[0]).toBeCloseTo(weights[1]! + weights[3]!, 6);
  expect(image[1]).toBeCloseTo(weights[2]! + weights[4]!, 6);
});

test('leaves an even image as it is, however small', () => {
  for (const [height, width] of [
    [1, 1],
    [2, 3],
    [1, 8],
  ] as const) {
    // prettier-ignore
    const image = new Float32Array(height * width).fill(-255);
    blur(image, { height, width, channels: 1 }, options);
    image.forEach((value) => expect(value).toBeCloseTo(-255, 4));
  }
});
