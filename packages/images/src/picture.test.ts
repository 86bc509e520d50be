import sharp from 'sharp';
import { expect, test } from 'vitest';
import { cutMontage } from './cut-montage.ts';
import { encodePng } from './encode-png.ts';
import { montage } from './montage.ts';
import { resizeNearest } from './resize-nearest.ts';
import { toRgb } from './rgb-image.ts';

const grey = (value: number) => toRgb(new Uint8Array(6).fill(value), 3, 2, 1);

test('a grey image becomes a colour image of equal channels', () => {
  expect([...toRgb(Uint8Array.of(1, 2), 2, 1, 1).pixels]).toEqual([1, 1, 1, 2, 2, 2]);
  expect([...toRgb(Uint8Array.of(1, 2, 3), 1, 1, 3).pixels]).toEqual([1, 2, 3]);
});

test('an image of neither one nor three channels, or of another size, is refused', () => {
  expect(() => toRgb(new Uint8Array(2), 1, 1, 2)).toThrow('2 channels');
  expect(() => toRgb(new Uint8Array(5), 3, 2, 1)).toThrow('5 values');
});

test('a montage lays images out row by row with gaps', () => {
  const { width, height, pixels } = montage([grey(10), grey(20), grey(30)], 2, 1);
  expect([width, height]).toEqual([9, 7]);
  const rows = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => pixels[(y * width + x) * 3]),
  );
  const blank = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  const upper = [0, 10, 10, 10, 0, 20, 20, 20, 0];
  const lower = [0, 30, 30, 30, 0, 0, 0, 0, 0];
  expect(rows).toEqual([blank, upper, upper, blank, lower, lower, blank]);
});

test('a montage of images of several sizes, or of none, is refused', () => {
  expect(() => montage([grey(1), toRgb(new Uint8Array(1), 1, 1, 1)], 2)).toThrow('one size');
  expect(() => montage([], 2)).toThrow('at least one');
});

test('a montage is cut into its images again', () => {
  const images = Array.from({ length: 6 }, (_, i) =>
    toRgb(
      new Uint8Array(6).map((_, j) => 10 * i + j),
      3,
      2,
      1,
    ),
  );
  expect(cutMontage(montage(images, 3), 3, 2)).toEqual([images.slice(0, 3), images.slice(3)]);
  expect(() => cutMontage(montage(images, 3), 2, 2)).toThrow('does not have 2 rows of 2 images');
});

test('a PNG file holds exactly the pixels, and equal pixels give equal files', async () => {
  const image = montage([grey(7), grey(250)], 2);
  const file = await encodePng(image);
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([image.width, image.height, 3]);
  expect([...data]).toEqual([...image.pixels]);
  expect((await encodePng(image)).equals(file)).toBe(true);
});

test('resizing takes the nearest pixel up and left', () => {
  expect([...resizeNearest(Float32Array.of(0, 1, 2, 3, 4, 5), 3, 2, 2, 1)]).toEqual([0, 1]);
  expect([...resizeNearest(Uint8Array.of(1, 2, 3, 4, 5, 6), 2, 1, 4, 1, 3)]).toEqual([
    1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6,
  ]);
});
