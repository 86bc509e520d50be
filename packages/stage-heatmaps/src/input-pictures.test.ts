import { emptyStack, readerOf } from '@fcdd/images';
import { expect, test } from 'vitest';
import { inputPictures } from './input-pictures.ts';

const halve = {
  normalize: (pixels: Uint8Array, target: Float32Array) =>
    pixels.forEach((value, i) => (target[i] = value / 2 - 3)),
};

test('each input is scaled from its darkest to its brightest value, whatever range the net sees', () => {
  const images = { ...emptyStack(2, 2, 2, 1), pixels: Uint8Array.of(10, 20, 30, 50, 7, 7, 8, 7) };
  const [first, second] = inputPictures(readerOf(images), [0, 1], 2, halve);
  const greys = (pixels: Uint8Array) => [...pixels.filter((_, i) => i % 3 === 0)];
  expect(greys(first!.pixels)).toEqual([0, 64, 128, 255]);
  expect(greys(second!.pixels)).toEqual([0, 0, 255, 0]);
});
