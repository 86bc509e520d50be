import type { ImageShape } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';

/** Normal, mean 0, standard deviation 64. */
export function gaussian(target: Float32Array, _shape: ImageShape, random: RandomSource): void {
  for (let i = 0; i < target.length; i++) target[i] = 64 * random.normal();
}

/** Uniform in 0..255. */
export function uniform(target: Float32Array, _shape: ImageShape, random: RandomSource): void {
  for (let i = 0; i < target.length; i++) target[i] = 255 * random.uniform();
}

/** One random colour for the whole image. */
export function solid(target: Float32Array, { channels }: ImageShape, random: RandomSource): void {
  for (let i = 0; i < channels; i++) target[i] = random.integer(256);
  for (let i = channels; i < target.length; i++) target[i] = target[i - channels]!;
}
