import type { ImageShape } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import { createBlob, createMixedBlob } from './blobs.ts';
import type { SyntheticSource } from './catalogue.ts';
import { createConfetti } from './confetti.ts';
import { type NoiseParameters, type PartialParameters, completeParameters } from './noise-parameters.ts';
import { createGaussian, createSolid, createUniform } from './pixel-noise.ts';

/**
 * Overwrites `target` (height * width * channels values) with a generated image, which depends on the stream alone.
 * Brightness values may lie outside 0..255; they are clamped only after they replace a nominal image or are added to
 * one.
 */
export type NoiseGenerator = (target: Float32Array, random: RandomSource) => void;

const factories: {
  [Source in SyntheticSource]: (shape: ImageShape, parameters: NoiseParameters[Source]) => NoiseGenerator;
} = {
  gaussian: createGaussian,
  uniform: createUniform,
  solid: createSolid,
  blob: createBlob,
  mixed_blob: createMixedBlob,
  confetti: createConfetti,
};

/**
 * Creates a generator of noise like FCDD's. It reuses its memory, so that it must generate one image after the other.
 * @param given parameters that differ from the original's
 */
export function createNoiseGenerator<Source extends SyntheticSource>(
  source: Source,
  shape: ImageShape,
  given?: PartialParameters<Source> | null,
): NoiseGenerator {
  return factories[source](shape, completeParameters(source, given));
}
