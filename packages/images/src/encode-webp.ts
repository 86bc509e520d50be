import sharp from 'sharp';
import type { RgbImage } from './rgb-image.ts';

/** Up to this width, pixels are looked at one by one, and even without loss files are small. */
const widestLossless = 64;

/** A WebP file's bytes without metadata: small images without loss, larger ones as well as the eye can tell. */
export function encodeWebp({ width, height, pixels }: RgbImage): Promise<Buffer> {
  const options = width <= widestLossless ? { lossless: true, effort: 1 } : { quality: 85, effort: 3 };
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .webp(options)
    .toBuffer();
}
