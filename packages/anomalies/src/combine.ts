/** Writes into `target` what comes of a nominal image and noise, all height * width * channels values. */
export type Combine = (image: Uint8Array, noise: Float32Array, target: Uint8Array) => void;

/** An absolute mean change of brightness (of 255) below which added noise counts as lost. */
const inversionThreshold = 0.025;

/** The mean brightness (of 255) of its channels above which a pixel is bright. */
const brightnessThreshold = 0.11 * 255;

/** The noise itself as an image, clamped to 0..255. */
export function toImage(noise: Float32Array, target: Uint8Array): void {
  for (let i = 0; i < target.length; i++) target[i] = clamped(noise[i]!);
}

/**
 * The image plus the noise, clamped to 0..255. Where that hardly changes the image, since clamping takes it back, and
 * subtracting changes it more, the noise is subtracted. Upstream's rule where anomalies are made online.
 */
export const malformImage: Combine = (image, noise, target) => {
  const added = addNoise(image, noise, 1, target);
  if (added >= inversionThreshold) return;
  const subtracted = addNoise(image, noise, -1, target);
  if (subtracted <= added) addNoise(image, noise, 1, target);
};

/**
 * The image plus the whole-numbered noise, which is subtracted from bright pixels, clamped to 0..255. Upstream's rule
 * where anomalies are made offline.
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
 * The ground truth of an anomaly that was made of an image: 1 for each pixel that differs, else 0.
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

/** Returns by how much the image's mean changes: changes up and down cancel, as upstream has it. */
function addNoise(image: Uint8Array, noise: Float32Array, sign: 1 | -1, target: Uint8Array): number {
  let sum = 0;
  target.set(image);
  for (let i = 0; i < target.length; i++) {
    const change = noise[i]!;
    // Most of what blobs and confetti are added to stays as it is.
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
