import sharp from 'sharp';
import { expect, it } from 'vitest';
import { readImage } from './read-image.ts';
import { nearestIndices, resizeNearest } from './resize-nearest.ts';

it('the nearest pixel is the one up and left', () => {
  expect(nearestIndices(5, 3)).toEqual([0, 1, 3]);
  expect(nearestIndices(3, 5)).toEqual([0, 0, 1, 1, 2]);
  expect([...resizeNearest(Uint8Array.of(1, 2, 3, 4), 2, 2, 3, 3)]).toEqual([1, 1, 2, 1, 1, 2, 3, 3, 4]);
});

it('products are rounded to single precision, as in PyTorch', () => {
  expect(Math.floor((350 * 58) / 700)).toBe(29);
  expect(nearestIndices(58, 700)[350]).toBe(28);
});

it('image files and maps are resized by the same pixels', async () => {
  const pixels = Uint8Array.from({ length: 30 * 20 }, (_, i) => (i * 37) % 256);
  const bytes = await sharp(pixels, { raw: { width: 30, height: 20, channels: 1 } })
    .png()
    .toBuffer();
  const format = { width: 13, height: 13, channels: 1, kernel: 'nearest' } as const;
  expect([...(await readImage(bytes, format))]).toEqual([...resizeNearest(pixels, 30, 20, 13, 13)]);
  const cropped = await readImage(bytes, { ...format, width: 20, height: 20, fit: 'crop' });
  expect([...cropped.subarray(0, 20)]).toEqual([...pixels.subarray(5, 25)]);
});
