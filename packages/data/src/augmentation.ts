import type { ImageShape } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';

/**
 * Changes an image at random. `target` is another array than `pixels`.
 * @param map what is known of each pixel of the image; it moves as the image does
 */
export type Augmentation = (
  pixels: Uint8Array,
  random: RandomSource,
  target: Uint8Array,
  map?: AugmentedMap,
) => void;

/** Both of height * width values; they are different arrays. */
export interface AugmentedMap {
  values: Uint8Array;
  target: Uint8Array;
}

/**
 * Cuts an image of the same size out of the image with a black border around it, and mirrors every second one.
 * @param padding width of the border in pixels
 * @param flip whether images are mirrored, each with probability 0.5
 */
export function cropAndFlip(
  { height, width, channels }: ImageShape,
  padding: number,
  flip: boolean,
): Augmentation {
  return (pixels, random, target, map) => {
    const down = random.integer(2 * padding + 1) - padding;
    const right = random.integer(2 * padding + 1) - padding;
    const mirrored = flip && random.uniform() < 0.5;
    // The columns of the target that show the image rather than the border.
    const first = Math.max(0, mirrored ? right : -right);
    const end = width - Math.max(0, mirrored ? -right : right);
    const move = (pixels: Uint8Array, target: Uint8Array, channels: number) => {
      const step = mirrored ? -channels : channels;
      target.fill(0);
      for (let y = Math.max(0, -down); y < Math.min(height, height - down); y++) {
        let from = ((y + down) * width + (mirrored ? width - 1 - first : first) + right) * channels;
        for (let x = first; x < end; x++, from += step)
          for (let channel = 0; channel < channels; channel++)
            target[(y * width + x) * channels + channel] = pixels[from + channel]!;
      }
    };
    move(pixels, target, channels);
    if (map) move(map.values, map.target, 1);
  };
}

/**
 * Changes brightness and contrast, in random order, each by a random factor in [1 - strength, 1 + strength]. On grey
 * images this is all of a colour jitter: saturation and hue change nothing.
 */
export function jitterGrey(strength: number): Augmentation {
  const factor = (random: RandomSource) => 1 + strength * (2 * random.uniform() - 1);
  return (pixels, random, target, map) => {
    map?.target.set(map.values);
    const brightness = factor(random);
    const contrast = factor(random);
    const brightnessFirst = random.uniform() < 0.5;
    if (brightnessFirst) {
      blend(pixels, 0, brightness, target);
      blend(target, meanGrey(target), contrast, target);
    } else {
      blend(pixels, meanGrey(pixels), contrast, target);
      blend(target, 0, brightness, target);
    }
  };
}

/** Moves values away from a fixed one, as Pillow does it: clamped to bytes, fractions cut off. */
function blend(pixels: Uint8Array, fixed: number, factor: number, target: Uint8Array): void {
  for (let i = 0; i < pixels.length; i++) {
    const value = fixed + factor * (pixels[i]! - fixed);
    target[i] = value <= 0 ? 0 : value >= 255 ? 255 : value;
  }
}

function meanGrey(pixels: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < pixels.length; i++) sum += pixels[i]!;
  return Math.round(sum / pixels.length);
}
