import sharp from 'sharp';
import type { RgbImage } from './rgb-image.ts';

/**
 * Largest width of images that are encoded without loss: readers look at their single pixels, and the files stay
 * small.
 */
const widestLossless = 64;

/** Encodes an image as WebP without metadata: small images without loss, larger ones without visible loss. */
export function encodeWebp({ width, height, pixels }: RgbImage): Promise<Buffer> {
  const options = width <= widestLossless ? { lossless: true, effort: 1 } : { quality: 85, effort: 3 };
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .webp(options)
    .toBuffer();
}
