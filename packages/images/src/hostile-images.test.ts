import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readColourImage, readImage, readImageSize } from './read-image.ts';
import { pngBytes } from './testing/png-bytes.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fcdd-hostile-images-'));
});
afterAll(() => rm(folder, { recursive: true }));

const path = (name: string) => join(folder, name);

/** Returns the message of a refusal, which also has a hint. */
async function refusal(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DataError);
  const { message, hint } = error as DataError;
  expect(hint).toMatch(/remove|check|save/i);
  return message;
}

const noise = sharp(
  Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * i * 31 + i * 17) % 251),
  { raw: { width: 64, height: 64, channels: 3 } },
);

const colours = { red: [255, 0, 0], blue: [0, 0, 255], black: [0, 0, 0], white: [255, 255, 255] };
const { red, blue, black, white } = colours;

describe('values of every kind are read correctly', () => {
  const palette = { PLTE: Uint8Array.from([...red, ...blue]) };
  it.each<[string, Buffer, number[]]>([
    ['16-bit grey', pngBytes({ width: 2, height: 1, depth: 16 }, Uint8Array.of(0, 128, 128, 255, 255)), [128, 128, 128, ...white]],
    ['16-bit grey with alpha', pngBytes({ width: 2, height: 1, depth: 16, colourType: 4 }, Uint8Array.of(0, 128, 128, 255, 255, 255, 255, 0, 0)), [128, 128, 128, ...black]],
    ['16-bit colour', pngBytes({ width: 2, height: 1, depth: 16, colourType: 2 }, Uint8Array.of(0, 0, 0, 128, 128, 255, 255, 64, 255, 0, 0, 1, 0)), [0, 128, 255, 64, 0, 1]],
    ['a palette', pngBytes({ width: 2, height: 1, colourType: 3 }, Uint8Array.of(0, 0, 1), palette), [...red, ...blue]],
    ['a palette with transparency', pngBytes({ width: 2, height: 1, colourType: 3 }, Uint8Array.of(0, 0, 1), { ...palette, tRNS: Uint8Array.of(0) }), [...black, ...blue]],
    ['1-bit grey', pngBytes({ width: 2, height: 1, depth: 1 }, Uint8Array.of(0, 0x40)), [...black, ...white]],
    ['2-bit grey', pngBytes({ width: 2, height: 1, depth: 2 }, Uint8Array.of(0, 0x40)), [85, 85, 85, ...black]],
  ])('%s', async (_, bytes, expected) => {
    expect([...(await readColourImage(bytes)).pixels]).toEqual(expected);
  }); // prettier-ignore

  it('a single pixel fills the image to which it is scaled', async () => {
    const bytes = pngBytes({ width: 1, height: 1 }, Uint8Array.of(0, 77));
    for (const fit of ['fill', 'crop'] as const)
      for (const kernel of ['linear', 'nearest'] as const) {
        const pixels = await readImage(bytes, { height: 224, width: 224, channels: 3, fit, kernel });
        expect(pixels).toEqual(new Uint8Array(224 * 224 * 3).fill(77));
      }
  });

  it('CMYK, whose inks absorb light', async () => {
    const image = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } });
    const bytes = await image.toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
    expect((await sharp(bytes).metadata()).space).toBe('cmyk');
    const [first, second, third] = (await readColourImage(bytes)).pixels;
    expect(first).toBeGreaterThan(200);
    expect(Math.max(second!, third!)).toBeLessThan(60);
  });

  it.each(['gif', 'webp'] as const)('the first picture of an animated %s', async (format) => {
    const frames = Buffer.concat([new Uint8Array(48).fill(255), new Uint8Array(48).fill(0)]);
    const animation = sharp(frames, { raw: { width: 4, height: 8, channels: 3, pageHeight: 4 } });
    const bytes = await animation.toFormat(format, { lossless: true }).toBuffer();
    expect((await sharp(bytes).metadata()).pages).toBe(2);
    expect(await readColourImage(bytes)).toEqual({
      width: 4,
      height: 4,
      pixels: new Uint8Array(48).fill(255),
    });
  });

  // The stored pixels are 1 2 3 / 4 5 6; a viewer shows the expected ones.
  it.each<[number, number, number[]]>([
    [1, 3, [1, 2, 3, 4, 5, 6]],
    [2, 3, [3, 2, 1, 6, 5, 4]],
    [3, 3, [6, 5, 4, 3, 2, 1]],
    [4, 3, [4, 5, 6, 1, 2, 3]],
    [5, 2, [1, 4, 2, 5, 3, 6]],
    [6, 2, [4, 1, 5, 2, 6, 3]],
    [7, 2, [6, 3, 5, 2, 4, 1]],
    [8, 2, [3, 6, 2, 5, 1, 4]],
  ])('upright, where EXIF says orientation %i', async (orientation, width, expected) => {
    const stored = sharp(Uint8Array.of(1, 2, 3, 4, 5, 6), { raw: { width: 3, height: 2, channels: 1 } });
    const bytes = await stored.withMetadata({ orientation }).png().toBuffer();
    const size = { width, height: 6 / width };
    expect(await readImageSize(bytes)).toEqual(size);
    for (const kernel of ['linear', 'nearest'] as const)
      expect([...(await readImage(bytes, { ...size, channels: 1, kernel }))]).toEqual(expected);
  });
});

/** Makes a TIFF file of one grey pixel that is a 32-bit number. */
function floatTiff(value: number): Buffer {
  const fields = { 256: 1, 257: 1, 258: 32, 259: 1, 262: 1, 273: 8, 277: 1, 278: 1, 279: 4, 339: 3 };
  const bytes = Buffer.alloc(12 + 2 + 12 * Object.keys(fields).length + 4);
  bytes.set([0x49, 0x49, 42, 0, 12]);
  bytes.writeFloatLE(value, 8);
  bytes.writeUInt16LE(Object.keys(fields).length, 12);
  Object.entries(fields).forEach(([tag, content], i) => {
    const at = 14 + 12 * i;
    bytes.writeUInt16LE(Number(tag), at);
    bytes.writeUInt16LE(3, at + 2);
    bytes.writeUInt32LE(1, at + 4);
    bytes.writeUInt32LE(content, at + 8);
  });
  return bytes;
}

describe('refused with its name is', () => {
  const format = { height: 8, width: 8, channels: 3 };

  it.each(['png', 'jpeg', 'webp', 'gif', 'tiff', 'avif'] as const)('a %s that is cut off', async (type) => {
    const bytes = await noise.clone().toFormat(type).toBuffer();
    for (const part of [0.1, 0.5, 0.9]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * part));
      expect(await refusal(readImage(cut, format, 'cut.image'))).toMatch(
        /^cut\.image is (damaged|not an image)/,
      );
    }
  });

  it('a PNG whose checksum is wrong', async () => {
    const bytes = await noise.clone().png().toBuffer();
    bytes[bytes.length - 200]! ^= 1;
    expect(await refusal(readImage(bytes, format, 'a.png'))).toBe('a.png is damaged or cut off.');
  });

  it.each([
    ['text', 'no image'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="/etc/hosts"/></svg>'],
    ['PPM', 'P6 2 1 255\n......'],
    ['a size of nothing', pngBytes({ width: 0, height: 0 }, new Uint8Array())],
  ])('%s', async (_, contents) => {
    await writeFile(path('none.png'), contents);
    expect(await refusal(readImage(path('none.png'), format))).toBe(
      `${path('none.png')} is not an image that can be read.`,
    );
  });

  it('a small file of huge dimensions', async () => {
    const bytes = pngBytes({ width: 60_000, height: 60_000 }, new Uint8Array(1));
    expect(await refusal(readImage(bytes, format, 'bomb.png'))).toBe(
      'bomb.png is too large: 60000 x 60000 pixels.',
    );
  });

  it('a line of pixels that would have to be scaled to a huge image before it is cut', async () => {
    const bytes = pngBytes({ width: 1, height: 60_000 }, new Uint8Array(120_000));
    expect(await refusal(readImage(bytes, { ...format, fit: 'crop' }, 'line.png'))).toBe(
      'line.png is too narrow: 1 x 60000 pixels.',
    );
  });

  it('an image of numbers whose range is unknown', async () => {
    const bytes = floatTiff(0.5);
    await expect(sharp(bytes).metadata()).resolves.toMatchObject({ depth: 'float' });
    expect(await refusal(readImage(bytes, format, 'a.tiff'))).toContain(
      'a.tiff has channels of the type float',
    );
  });

  it('an empty file, a folder, a pipe, a device, a link to nothing', async () => {
    await writeFile(path('empty.png'), '');
    await mkdir(path('folder.png'));
    execFileSync('mkfifo', [path('pipe.png')]);
    await symlink('/dev/zero', path('device.png'));
    await symlink('missing', path('dangling.png'));
    const reasons = {
      empty: 'is empty',
      folder: 'is a folder, not an image',
      pipe: 'is a pipe or device, not an image',
      device: 'is a pipe or device, not an image',
      dangling: 'cannot be read',
    };
    for (const [name, reason] of Object.entries(reasons))
      expect(await refusal(readImage(path(`${name}.png`), format))).toBe(`${path(`${name}.png`)} ${reason}.`);
  });

  it('a file of any name, in one line that cannot control a terminal', async () => {
    const name = path('"new\nline" \u001b[31m🧪.png');
    await writeFile(name, 'no image');
    expect(await refusal(readImage(name, format))).toBe(
      `${folder}/"new\\u000aline" \\u001b[31m🧪.png is not an image that can be read.`,
    );
  });
});

it('a file whose name looks like an option of the decoder is read', async () => {
  const name = path('scan.tiff[page=7]');
  await noise.clone().tiff().toFile(path('scan.tiff'));
  await symlink('scan.tiff', name);
  expect(await readImageSize(name)).toEqual({ width: 64, height: 64 });
});
