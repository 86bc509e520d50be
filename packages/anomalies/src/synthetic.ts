import type { ImageShape } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import { blob, mixedBlob } from './blobs.ts';
import type { SyntheticSource } from './catalogue.ts';
import { confetti } from './confetti.ts';
import { gaussian, solid, uniform } from './pixel-noise.ts';

const generators: Record<SyntheticSource, Generator> = {
  gaussian,
  uniform,
  solid,
  blob,
  mixed_blob: mixedBlob,
  confetti,
};

/** Overwrites `target` with one generated image. */
export type Generator = (target: Float32Array, shape: ImageShape, random: RandomSource) => void;

/**
 * Generates one image of noise as FCDD does: brightness values that may lie outside 0..255, since they are clamped
 * only after they replace a nominal image or are added to one.
 * @param target height * width * channels values, overwritten
 */
export function generateNoise(
  source: SyntheticSource,
  target: Float32Array,
  shape: ImageShape,
  random: RandomSource,
): void {
  generators[source](target, shape, random);
}
