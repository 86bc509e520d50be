import sharp from 'sharp';
import { expect, test } from 'vitest';
import { encodeWebp } from './encode-webp.ts';

/** Makes a picture that changes smoothly from left to right. */
function picture(side: number) {
  const pixels = Uint8Array.from(
    { length: side * side * 3 },
    (_, i) => ((i % (3 * side)) * 255) / (3 * side),
  );
  return { width: side, height: side, pixels };
}

const decode = (bytes: Buffer) => sharp(bytes).raw().toBuffer({ resolveWithObject: true });

test('a small image is encoded without loss', async () => {
  const { data, info } = await decode(await encodeWebp(picture(28)));
  expect(info).toMatchObject({ width: 28, height: 28, channels: 3, format: 'raw' });
  expect(data.equals(picture(28).pixels)).toBe(true);
});

test('a large image is encoded almost without loss, in a fraction of its size', async () => {
  const original = picture(224);
  const bytes = await encodeWebp(original);
  const { data } = await decode(bytes);
  const errors = [...data].map((value, i) => Math.abs(value - original.pixels[i]!));
  expect(errors.reduce((sum, error) => sum + error) / errors.length).toBeLessThan(4);
  expect(bytes.length).toBeLessThan(224 * 224 * 0.3);
});

test('the same image gives the same bytes', async () => {
  expect((await encodeWebp(picture(100))).equals(await encodeWebp(picture(100)))).toBe(true);
});
