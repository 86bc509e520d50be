import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overlayHeatmap, readColourImage, readImage } from './index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fcdd-images-'));
});
afterAll(() => rm(folder, { recursive: true }));

const path = (name: string) => join(folder, name);

/** Makes an image whose left half has one colour and whose right half another. */
function halves(left: string, right: string, { width = 16, height = 8 } = {}): Sharp {
  const half = { create: { width: width / 2, height, channels: 3 as const, background: right } };
  return sharp({ create: { width, height, channels: 3, background: left } }).composite([
    { input: half, left: width / 2, top: 0 },
  ]);
}

/** Returns the first and the last pixel of a row. */
const ends = (pixels: Uint8Array, channels: number, width: number) => [
  [...pixels.subarray(0, channels)],
  [...pixels.subarray((width - 1) * channels, width * channels)],
];

describe('an image file', () => {
  it('that has the required format is read pixel by pixel', async () => {
    const pixels = Uint8Array.from({ length: 28 * 28 }, (_, i) => (i * 37) % 256);
    await sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } })
      .png()
      .toFile(path('grey.png'));
    expect([...(await readImage(path('grey.png'), { height: 28, width: 28, channels: 1 }))]).toEqual([
      ...pixels,
    ]);
  });

  it.each([
    ['jpeg', (image: Sharp) => image.jpeg({ quality: 100 })],
    ['webp', (image: Sharp) => image.webp({ lossless: true })],
    ['tiff', (image: Sharp) => image.tiff({ compression: 'lzw' })],
    ['gif', (image: Sharp) => image.gif()],
    ['avif', (image: Sharp) => image.avif({ lossless: true })],
    ['cmyk.jpeg', (image: Sharp) => image.toColourspace('cmyk').jpeg({ quality: 100 })],
    ['16-bit.png', (image: Sharp) => image.toColourspace('rgb16').png()],
  ])('is read in colour and in grey from %s', async (name, encode) => {
    await encode(halves('black', 'white')).toFile(path(name));
    const colour = await readImage(path(name), { height: 4, width: 8, channels: 3 });
    const grey = await readImage(path(name), { height: 4, width: 8, channels: 1 });
    expect([colour.length, grey.length]).toEqual([4 * 8 * 3, 4 * 8]);
    for (const [dark, light] of [ends(colour, 3, 8), ends(grey, 1, 8)]) {
      expect(Math.max(...dark!)).toBeLessThan(70);
      expect(Math.min(...light!)).toBeGreaterThan(240);
    }
  });

  it('with 16 bits of grey keeps its shades', async () => {
    const shades = Uint16Array.from({ length: 4 }, (_, i) => i * 257 * 80);
    await sharp(shades, { raw: { width: 4, height: 1, channels: 1 } })
      .toColourspace('grey16')
      .png()
      .toFile(path('grey16.png'));
    expect((await sharp(path('grey16.png')).metadata()).depth).toBe('ushort');
    const read = await readImage(path('grey16.png'), { height: 1, width: 4, channels: 1 });
    read.forEach((value, i) => expect(Math.abs(value - i * 80)).toBeLessThan(2));
  });

  it('is turned upright according to EXIF', async () => {
    await halves('red', 'blue').withMetadata({ orientation: 3 }).png().toFile(path('turned.png'));
    const { pixels, width, height } = await readColourImage(path('turned.png'));
    expect([width, height]).toEqual([16, 8]);
    expect(ends(pixels, 3, 16)).toEqual([[0, 0, 255], [255, 0, 0]]); // prettier-ignore
    await halves('red', 'blue').withMetadata({ orientation: 6 }).png().toFile(path('portrait.png'));
    expect(await readColourImage(path('portrait.png'))).toMatchObject({ width: 8, height: 16 });
  });

  it('is black where it is transparent', async () => {
    const background = { r: 255, g: 255, b: 255, alpha: 0 };
    await sharp({ create: { width: 2, height: 2, channels: 4, background } })
      .png()
      .toFile(path('clear.png'));
    expect([...(await readImage(path('clear.png'), { height: 2, width: 2, channels: 1 }))]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it('gives the first picture of an animation', async () => {
    const frames = Buffer.concat([new Uint8Array(48).fill(255), new Uint8Array(48).fill(0)]);
    await sharp(frames, { raw: { width: 4, height: 8, channels: 3, pageHeight: 4 } })
      .gif({ delay: 100 })
      .toFile(path('animated.gif'));
    expect((await sharp(path('animated.gif')).metadata()).pages).toBe(2);
    expect(await readColourImage(path('animated.gif'))).toMatchObject({ width: 4, height: 4 });
    const pixels = await readImage(path('animated.gif'), { height: 4, width: 4, channels: 1 });
    expect(new Set(pixels)).toEqual(new Set([255]));
  });

  it.each(['png', 'jpeg'] as const)('that is cut off is refused: %s', async (format) => {
    const noise = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * i * 31 + i * 17) % 251);
    await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
      .toFormat(format)
      .toFile(path(`whole.${format}`));
    const bytes = await readFile(path(`whole.${format}`));
    await writeFile(path(`cut.${format}`), bytes.subarray(0, bytes.length / 2));
    await expect(readImage(path(`cut.${format}`), { height: 8, width: 8, channels: 3 })).rejects.toThrow();
  });

  it('that is not an image is refused', async () => {
    await writeFile(path('text.png'), 'no image');
    await expect(readImage(path('text.png'), { height: 8, width: 8, channels: 3 })).rejects.toThrow();
  });
});

describe('an overlay', () => {
  it('has the size of the image and shows both', async () => {
    const image = { width: 4, height: 2, pixels: new Uint8Array(24).fill(200) };
    const heatmap = { width: 2, height: 1, values: Float32Array.of(0, 1) };
    const { width, height, pixels } = await overlayHeatmap(image, heatmap);
    expect([width, height]).toEqual([4, 2]);
    // Half of 200, and half of jet's dark blue and dark red.
    expect(ends(pixels, 3, 4)).toEqual([[100, 100, 164], [164, 100, 100]]); // prettier-ignore
  });
});
