import type { ImageShape } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import { forEachPixel, scatterSquares } from './squares.ts';

const white = 255;

/** White squares of side 6. */
export function blob(target: Float32Array, shape: ImageShape, random: RandomSource): void {
  target.fill(0);
  paintWhite(target, shape, { probability: 0.002, side: 6 }, random);
}

/** The sum of two sets of squares of side 34: one white, one with a random colour per pixel. */
export function mixedBlob(target: Float32Array, shape: ImageShape, random: RandomSource): void {
  const squares = { probability: 1e-5, side: 34 };
  target.fill(0);
  paintWhite(target, shape, squares, random);
  for (let i = 0; i < target.length; i++) if (target[i] !== 0) target[i] = random.integer(256);
  const second = new Float32Array(target.length);
  paintWhite(second, shape, squares, random);
  for (let i = 0; i < target.length; i++) target[i]! += second[i]!;
}

function paintWhite(
  target: Float32Array,
  shape: ImageShape,
  { probability, side }: { probability: number; side: number },
  random: RandomSource,
): void {
  const { channels } = shape;
  for (const square of scatterSquares(shape, probability, [side, side], random))
    forEachPixel(shape, square, 0, (pixel) => target.fill(white, pixel * channels, (pixel + 1) * channels));
}
