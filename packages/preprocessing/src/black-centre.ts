import type { ImageShape } from '@fcdd/images';
import type { BlackCentre } from './steps.ts';

/** Makes the middle of images zero, or all but the middle. */
export function createBlackening(
  { share, inverted }: BlackCentre,
  { height, width, channels }: ImageShape,
): (image: Uint8Array | Float32Array) => void {
  const [top, left] = [borderOf(height, share), borderOf(width, share)];
  return (image) => {
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const isInside = y >= top && y < height - top && x >= left && x < width - left;
        if (isInside === inverted) continue;
        const pixel = (y * width + x) * channels;
        for (let channel = 0; channel < channels; channel++) image[pixel + channel] = 0;
      }
  };
}

function borderOf(length: number, share: number): number {
  return Math.floor((1 - share) * length * 0.5);
}
