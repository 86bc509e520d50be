/** An absolute mean change of brightness (of 255) below which added noise counts as lost. */
const inversionThreshold = 0.025;

/** The noise instead of the image, clamped to 0..255. */
export function replace(_image: Uint8Array, noise: Float32Array, target: Uint8Array): void {
  for (let i = 0; i < target.length; i++) target[i] = clamped(noise[i]!);
}

/**
 * The image plus the noise, clamped to 0..255. Where that hardly changes the image, since clamping takes it back, and
 * subtracting changes it more, the noise is subtracted.
 */
export function malform(image: Uint8Array, noise: Float32Array, target: Uint8Array): void {
  const added = meanChange(image, noise, 1);
  const sign = added < inversionThreshold && meanChange(image, noise, -1) > added ? -1 : 1;
  for (let i = 0; i < target.length; i++) target[i] = clamped(image[i]! + sign * noise[i]!);
}

/** Of the image's mean, absolute: changes up and down cancel, as upstream has it. */
function meanChange(image: Uint8Array, noise: Float32Array, sign: 1 | -1): number {
  let sum = 0;
  for (let i = 0; i < image.length; i++) sum += clamped(image[i]! + sign * noise[i]!) - image[i]!;
  return Math.abs(sum / image.length);
}

function clamped(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
