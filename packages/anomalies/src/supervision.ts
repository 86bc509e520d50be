import { type ImageStack, imageSize } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import { type Combine, malformImage, malformPixels, replace } from './combine.ts';
import type { NoiseSource } from './noise-source.ts';

/** The modes that make anomalies of nominal images. */
export type SynthesizingMode = 'noise' | 'malformed_normal' | 'malformed_normal_gt';

/**
 * Writes the image, or an anomaly in its place, into `target`; tells whether it is an anomaly. Both hold
 * height * width * channels values.
 */
export type Supervisor = (image: Uint8Array, target: Uint8Array) => boolean;

/** Online supervision: each image that is drawn gives way to an anomaly with the given probability. */
export function createOnlineSupervisor(
  mode: SynthesizingMode,
  noise: NoiseSource,
  random: RandomSource,
  probability = 0.5,
): Supervisor {
  const makeAnomaly = createAnomalyMaker(mode === 'noise' ? replace : malformImage, noise);
  return (image, target) => {
    const isAnomaly = random.uniform() < probability;
    if (isAnomaly) makeAnomaly(image, target);
    else target.set(image);
    return isAnomaly;
  };
}

/** Offline supervision: one anomaly for each nominal image, in their order. */
export function makeAnomalies(mode: SynthesizingMode, noise: NoiseSource, nominal: ImageStack): ImageStack {
  const { channels } = nominal;
  const makeAnomaly = createAnomalyMaker(mode === 'noise' ? replace : malformPixels(channels), noise);
  const pixels = new Uint8Array(nominal.pixels.length);
  const size = imageSize(nominal);
  for (let start = 0; start < pixels.length; start += size)
    makeAnomaly(nominal.pixels.subarray(start, start + size), pixels.subarray(start, start + size));
  return { ...nominal, pixels };
}

/**
 * The ground truth of an anomaly that was made of an image: 1 for each pixel that differs, else 0.
 * @param target height * width values
 */
export function mapChanges(image: Uint8Array, anomaly: Uint8Array, target: Uint8Array): void {
  const channels = image.length / target.length;
  target.fill(0);
  for (let i = 0; i < image.length; i++) if (image[i] !== anomaly[i]) target[Math.floor(i / channels)] = 1;
}

function createAnomalyMaker(combine: Combine, noise: NoiseSource) {
  let buffer = new Float32Array(0);
  return (image: Uint8Array, target: Uint8Array): void => {
    if (buffer.length !== image.length) buffer = new Float32Array(image.length);
    noise(buffer);
    combine(image, buffer, target);
  };
}
