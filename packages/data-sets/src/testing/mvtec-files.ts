import { mkdir } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import sharp from 'sharp';

/** Files of two classes as MVTec-AD has them. The numbers of images are different, since they tell them apart. */
export const bottleFiles = [
  'bottle/train/good/001.png',
  'bottle/train/good/002.png',
  'bottle/test/good/003.png',
  'bottle/test/broken/004.png',
  'bottle/test/broken/005.png',
  'bottle/test/contamination/006.png',
  'bottle/ground_truth/broken/004_mask.png',
  'bottle/ground_truth/broken/005_mask.png',
  'bottle/ground_truth/contamination/006_mask.png',
];
export const gridFiles = [
  'grid/train/good/011.png',
  'grid/test/good/012.png',
  'grid/test/broken/013.png',
  'grid/ground_truth/broken/013_mask.png',
];

/**
 * Writes images and masks into a folder. The pixel (x, y) of an image has red x and green y, modulo 256, and as blue the
 * number that the image is named by; a grey image has that alone. A mask is white in the upper half of as many columns.
 */
export async function writeMvtecFiles(
  folder: string,
  names: string[],
  { side = 20, channels = 3 as 1 | 3 } = {},
): Promise<void> {
  for (const name of names) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    const pixels = name.includes('/ground_truth/')
      ? maskPixels(name, side)
      : imagePixels(name, side, channels);
    await sharp(pixels, {
      raw: { width: side, height: side, channels: (pixels.length / side / side) as 1 | 3 },
    })
      .png({ compressionLevel: 1 })
      .toFile(path);
  }
}

export function numberOf(name: string): number {
  return parseInt(parse(name).name, 10);
}

function imagePixels(name: string, side: number, channels: 1 | 3): Uint8Array {
  const number = numberOf(name);
  const pixels = new Uint8Array(side * side * channels).fill(number);
  if (channels === 3)
    for (let i = 0; i < side * side; i++) pixels.set([i % side, Math.floor(i / side)], 3 * i);
  return pixels;
}

function maskPixels(name: string, side: number): Uint8Array {
  const pixels = new Uint8Array(side * side);
  for (let row = 0; row < side / 2; row++) pixels.fill(255, row * side, row * side + numberOf(name));
  return pixels;
}
