import { type ImageShape, imageSize } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import type { BlobParameters, NoiseParameters } from './noise-parameters.ts';
import { forEachPixel, scatterSquares } from './squares.ts';
import type { NoiseGenerator } from './synthetic.ts';

/** Generates upright squares of one size and brightness. */
export function createBlob(
  shape: ImageShape,
  { value, ...squares }: NoiseParameters['blob'],
): NoiseGenerator {
  const { channels } = shape;
  return (target, random) => {
    target.fill(0);
    forEachCovered(shape, squares, random, (pixel) =>
      target.fill(value, pixel * channels, (pixel + 1) * channels),
    );
  };
}

/**
 * Generates the sum of two sets of upright squares: one with a random colour per pixel, the other with one
 * brightness.
 */
export function createMixedBlob(
  shape: ImageShape,
  { coloured, plain }: NoiseParameters['mixed_blob'],
): NoiseGenerator {
  const { channels } = shape;
  const { lowest, highest } = coloured.colours;
  const colour = new Float32Array(imageSize(shape));
  const drawPlain = createBlob(shape, plain);
  return (target, random) => {
    colour.fill(0);
    forEachCovered(shape, coloured, random, (pixel) => {
      for (let i = pixel * channels; i < (pixel + 1) * channels; i++)
        colour[i] = lowest + random.integer(highest - lowest + 1);
    });
    drawPlain(target, random);
    for (let i = 0; i < target.length; i++) target[i]! += colour[i]!;
  };
}

function forEachCovered(
  shape: ImageShape,
  { probability, side }: BlobParameters,
  random: RandomSource,
  visit: (pixel: number) => void,
): void {
  const sides = { smallest: side, largest: side };
  for (const square of scatterSquares(shape, { probability, sides, rotation: 0 }, random))
    forEachPixel(shape, square, visit);
}
