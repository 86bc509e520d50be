import { type ImageShape, imageSize } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import type { Box } from './boxes.ts';
import { createBlur } from './gaussian-blur.ts';
import type { NoiseParameters, SquareSetParameters } from './noise-parameters.ts';
import { boxAround, forEachPixel, scatterSquares } from './squares.ts';
import type { NoiseGenerator } from './synthetic.ts';

/**
 * Generates the blurred sum of two sets of rotated squares: one with a random colour per square, the other with one
 * brightness. The original's values lie in -511..0, so that they darken an image.
 */
export function createConfetti(
  shape: ImageShape,
  { coloured, plain, blur: blurOptions }: NoiseParameters['confetti'],
): NoiseGenerator {
  const { lowest, highest } = coloured.colours;
  const second = new Float32Array(imageSize(shape));
  const blur = createBlur(shape, blurOptions);
  return (target, random) => {
    target.fill(0);
    second.fill(0);
    const colour = () => lowest + random.integer(highest - lowest + 1);
    const painted = [
      ...paint(target, shape, coloured, colour, random),
      ...paint(second, shape, plain, () => plain.value, random),
    ];
    for (let i = 0; i < target.length; i++) target[i]! += second[i]!;
    blur(target, painted);
    for (let i = 0; i < target.length; i++) target[i] = Math.trunc(target[i]!);
  };
}

/** Paints squares and returns the boxes around them. */
function paint(
  target: Float32Array,
  shape: ImageShape,
  parameters: SquareSetParameters,
  channelValue: () => number,
  random: RandomSource,
): Box[] {
  const { channels } = shape;
  const squares = scatterSquares(shape, parameters, random);
  for (const square of squares) {
    const colour = Float32Array.from({ length: channels }, channelValue);
    forEachPixel(shape, square, (pixel) => target.set(colour, pixel * channels));
  }
  return squares.map((square) => boxAround(square, shape));
}
