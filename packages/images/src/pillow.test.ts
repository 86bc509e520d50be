import sharp from 'sharp';
import { expect, it } from 'vitest';
import pillow from './golden/pillow-reading.json' with { type: 'json' };
import { readImage } from './read-image.ts';

const { width, height } = pillow;
const source = () =>
  sharp(Uint8Array.from(pillow.pixels), { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();

/** Compares pixels. libvips shrinks in two steps, first by a whole number, so that a few intensities differ. */
function expectClose(actual: Uint8Array, expected: number[]): void {
  expect(actual).toHaveLength(expected.length);
  const differences = expected.map((value, i) => Math.abs(value - actual[i]!));
  expect(Math.max(...differences)).toBeLessThanOrEqual(4);
  expect(differences.reduce((sum, value) => sum + value) / differences.length).toBeLessThan(1);
}

it.each(pillow.resized)('an image is scaled to $width x $height as Pillow does', async (expected) => {
  const pixels = await readImage(await source(), { ...expected, channels: 3 });
  expectClose(pixels, expected.pixels);
});

it('an image is scaled and cut as torchvision does with Pillow', async () => {
  const { size, pixels } = pillow.cropped;
  expectClose(
    await readImage(await source(), { width: size, height: size, channels: 3, fit: 'crop' }),
    pixels,
  );
});

it('colours become grey as in Pillow', async () => {
  expect([...(await readImage(await source(), { width, height, channels: 1 }))]).toEqual(pillow.grey);
});
