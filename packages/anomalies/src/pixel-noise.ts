import { type ImageShape, imageSize } from '@fcdd/images';
import type { NoiseParameters } from './noise-parameters.ts';
import type { NoiseGenerator } from './synthetic.ts';

/** Generates normally distributed values with mean 0. */
export function createGaussian(
  _shape: ImageShape,
  { standardDeviation }: NoiseParameters['gaussian'],
): NoiseGenerator {
  return (target, random) => {
    for (let i = 0; i < target.length; i++) target[i] = standardDeviation * random.normal();
  };
}

export function createUniform(
  _shape: ImageShape,
  { lowest, highest }: NoiseParameters['uniform'],
): NoiseGenerator {
  return (target, random) => {
    for (let i = 0; i < target.length; i++) target[i] = lowest + (highest - lowest) * random.uniform();
  };
}

/** Generates one random colour for the whole image. */
export function createSolid(
  shape: ImageShape,
  { lowest, highest }: NoiseParameters['solid'],
): NoiseGenerator {
  const { channels } = shape;
  const size = imageSize(shape);
  return (target, random) => {
    for (let i = 0; i < channels; i++) target[i] = lowest + random.integer(highest - lowest + 1);
    for (let i = channels; i < size; i++) target[i] = target[i - channels]!;
  };
}
