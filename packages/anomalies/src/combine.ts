/** Combines a nominal image and noise into `target`; each has height * width * channels values. */
export type Combine = (image: Uint8Array, noise: Float32Array, target: Uint8Array) => void;

/** Absolute mean change of brightness (of 255) below which added noise counts as lost. */
const inversionThreshold = 0.025;

/** Mean brightness (of 255) of its channels above which a pixel is bright. */
const brightnessThreshold = 0.11 * 255;

/** Converts noise to an image, clamped to 0..255. */
export function toImage(noise: Float32Array, target: Uint8Array): void {
  for (let i = 0; i < target.length; i++) target[i] = clamped(noise[i]!);
}

/**
 * Adds noise to an image and clamps to 0..255. If clamping undoes nearly all of the change, and subtracting changes
 * more, the noise is subtracted. This is upstream's rule for anomalies that are made online.
 */
export const malformImage: Combine = (image, noise, target) => {
  const added = addNoise(image, noise, 1, target);
  if (added >= inversionThreshold) return;
  const subtracted = addNoise(image, noise, -1, target);
  if (subtracted <= added) addNoise(image, noise, 1, target);
};

/**
 * Adds the integer part of noise to dark pixels, subtracts it from bright ones, and clamps to 0..255. This is
 * upstream's rule for anomalies that are made offline.
 */
export function malformPixels(channels: number): Combine {
  return (image, noise, target) => {
    for (let start = 0; start < target.length; start += channels) {
      let brightness = 0;
      for (let i = start; i < start + channels; i++) brightness += image[i]!;
      const sign = brightness > brightnessThreshold * channels ? -1 : 1;
      for (let i = start; i < start + channels; i++)
        target[i] = clamped(image[i]! + sign * Math.trunc(noise[i]!));
    }
  };
}

/**
 * Computes the ground truth of an anomaly that was made from an image: 1 for each pixel that differs, else 0.
 * @param target height * width values
 */
export function mapChanges(image: Uint8Array, anomaly: Uint8Array, target: Uint8Array): void {
  const channels = image.length / target.length;
  for (let pixel = 0, i = 0; pixel < target.length; pixel++) {
    let isChanged = false;
    for (const end = i + channels; i < end; i++) isChanged ||= image[i] !== anomaly[i];
    target[pixel] = isChanged ? 1 : 0;
  }
}

/** Adds noise to an image. Returns the change of its mean, in which changes up and down cancel, as upstream. */
function addNoise(image: Uint8Array, noise: Float32Array, sign: 1 | -1, target: Uint8Array): number {
  let sum = 0;
  target.set(image);
  for (let i = 0; i < target.length; i++) {
    const change = noise[i]!;
    // Blobs and confetti change only a few pixels.
    if (change === 0) continue;
    const value = clamped(image[i]! + sign * change);
    sum += value - image[i]!;
    target[i] = value;
  }
  return Math.abs(sum / target.length);
}

function clamped(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
