import { lumaAt } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import { shiftHue } from './hue.ts';
import type { Jitter } from './steps.ts';

/**
 * Changes the colours of images in place, as torchvision's ColorJitter does with Pillow: each property by a random
 * amount, in random order. Grey images have neither saturation nor hue.
 */
export function createJitter(
  { brightness, contrast, saturation, hue }: Jitter,
  channels: number,
): (pixels: Uint8Array, random: RandomSource) => void {
  const factor = (strength: number, random: RandomSource) => 1 + strength * (2 * random.uniform() - 1);
  const changes: ((pixels: Uint8Array, random: RandomSource) => void)[] = [
    (pixels, random) => changeBrightness(pixels, factor(brightness, random)),
    (pixels, random) => changeContrast(pixels, channels, factor(contrast, random)),
  ];
  if (channels === 3)
    changes.push(
      (pixels, random) => changeSaturation(pixels, factor(saturation, random)),
      (pixels, random) => shiftHue(pixels, hue * (2 * random.uniform() - 1)),
    );
  const order = new Uint8Array(changes.length);
  return (pixels, random) => {
    for (let i = 0; i < order.length; i++) order[i] = i;
    random.shuffle(order);
    for (let i = 0; i < order.length; i++) changes[order[i]!]!(pixels, random);
  };
}

/** Multiplies all values. */
export function changeBrightness(pixels: Uint8Array, factor: number): void {
  moveAway(pixels, 0, factor);
}

/** Moves all values away from the mean luma. */
export function changeContrast(pixels: Uint8Array, channels: number, factor: number): void {
  moveAway(pixels, meanLuma(pixels, channels), factor);
}

/** Moves the values of each pixel away from its luma. The pixels have three channels. */
export function changeSaturation(pixels: Uint8Array, factor: number): void {
  const alpha = Math.fround(factor);
  for (let i = 0; i < pixels.length; i += 3) {
    const luma = lumaAt(pixels, i);
    for (let channel = i; channel < i + 3; channel++) pixels[channel] = blend(luma, pixels[channel]!, alpha);
  }
}

const table = new Uint8Array(256);

function moveAway(pixels: Uint8Array, fixed: number, factor: number): void {
  const alpha = Math.fround(factor);
  for (let value = 0; value < 256; value++) table[value] = blend(fixed, value, alpha);
  for (let i = 0; i < pixels.length; i++) pixels[i] = table[pixels[i]!]!;
}

/** Clamped to bytes, in single precision and with fractions cut off, as Pillow's `ImagingBlend`. */
function blend(fixed: number, value: number, alpha: number): number {
  const blended = Math.fround(fixed + Math.fround(alpha * (value - fixed)));
  return blended <= 0 ? 0 : blended >= 255 ? 255 : Math.trunc(blended);
}

function meanLuma(pixels: Uint8Array, channels: number): number {
  let sum = 0;
  if (channels === 3) for (let i = 0; i < pixels.length; i += 3) sum += lumaAt(pixels, i);
  else for (let i = 0; i < pixels.length; i++) sum += pixels[i]!;
  return Math.floor(sum / (pixels.length / channels) + 0.5);
}
