import type { ImageShape } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import { createBlackening } from './black-centre.ts';
import { localContrast } from './local-contrast.ts';
import { createNoise } from './noise.ts';
import type { ContrastNormalization, Normalization, Standardization } from './normalization.ts';
import type { Step } from './steps.ts';

/**
 * Turns the bytes of an image into what the net takes, in the same order.
 * @param random of the noise that belongs to the augmentation; given in training only
 */
export type Normalize = (pixels: Uint8Array, target: Float32Array, random?: RandomSource) => void;

/** @param steps of which noise, and what comes after it, belongs here */
export function createNormalize(
  normalization: Normalization,
  steps: readonly Step[],
  shape: ImageShape,
): Normalize {
  const addNoise = createNoiseSteps(steps, shape);
  const normalizeValues =
    normalization.type === 'standardization' ? standardize(normalization) : normalizeContrast(normalization);
  return (pixels, target, random) => {
    for (let i = 0; i < pixels.length; i++) target[i] = pixels[i]! / 255;
    if (random) addNoise(target, random);
    normalizeValues(target);
  };
}

function createNoiseSteps(
  steps: readonly Step[],
  shape: ImageShape,
): (values: Float32Array, random: RandomSource) => void {
  const changes = steps.flatMap((step) => {
    if (step.type === 'noise') return [createNoise(step)];
    // Black since the augmentation, and to be free of noise.
    if (step.type === 'blackCentre') return [createBlackening(step, shape)];
    return [];
  });
  return (values, random) => {
    for (const change of changes) change(values, random);
  };
}

/** In place, of values in 0..1. */
function standardize({ mean, standardDeviation }: Standardization): (values: Float32Array) => void {
  const channels = mean.length;
  return (values) => {
    for (let channel = 0; channel < channels; channel++) {
      const factor = 1 / standardDeviation[channel]!;
      const offset = -mean[channel]! * factor;
      for (let i = channel; i < values.length; i += channels) values[i] = values[i]! * factor + offset;
    }
  };
}

function normalizeContrast({ smallest, largest }: ContrastNormalization): (values: Float32Array) => void {
  const channels = smallest.length;
  return (values) => {
    const { mean, scale } = localContrast(values);
    for (let channel = 0; channel < channels; channel++) {
      const range = largest[channel]! - smallest[channel]!;
      const factor = 1 / (scale * range);
      const offset = -smallest[channel]! / range - mean * factor;
      for (let i = channel; i < values.length; i += channels) values[i] = values[i]! * factor + offset;
    }
  };
}
