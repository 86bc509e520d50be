import sharp from 'sharp';
import type { RgbImage } from './rgb-image.ts';

/** Encodes an image as PNG without metadata. The same image gives the same bytes. */
export function encodePng({ width, height, pixels }: RgbImage): Promise<Buffer> {
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 9, adaptiveFiltering: false, palette: false })
    .toBuffer();
}
