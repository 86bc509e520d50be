import type { ImageShape } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import { blur } from './gaussian-blur.ts';
import { forEachPixel, scatterSquares } from './squares.ts';

const sides: [number, number] = [8, 54];
/** Radians. */
const largestRotation = Math.PI / 4;

/**
 * The sum of two sets of rotated squares, blurred: one set with a random negative colour per square, one black.
 * Values lie in -511..0, so that they darken the image they are added to.
 */
export function confetti(target: Float32Array, shape: ImageShape, random: RandomSource): void {
  const randomColour = () => -1 - random.integer(256);
  const black = () => -255;
  target.fill(0);
  const second = new Float32Array(target.length);
  paint(target, shape, 1.8e-5, randomColour, random);
  paint(second, shape, 1.2e-5, black, random);
  for (let i = 0; i < target.length; i++) target[i]! += second[i]!;
  blur(target, shape, { size: 25, standardDeviation: 5 });
  for (let i = 0; i < target.length; i++) target[i] = Math.trunc(target[i]!);
}

function paint(
  target: Float32Array,
  shape: ImageShape,
  probability: number,
  channelValue: () => number,
  random: RandomSource,
): void {
  const { channels } = shape;
  for (const square of scatterSquares(shape, probability, sides, random)) {
    const colour = Float32Array.from({ length: channels }, channelValue);
    const rotation = (2 * random.uniform() - 1) * largestRotation;
    forEachPixel(shape, square, rotation, (pixel) => target.set(colour, pixel * channels));
  }
}
