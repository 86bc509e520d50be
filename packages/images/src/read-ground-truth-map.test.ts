import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { checkMapSize, readGroundTruthMap } from './read-ground-truth-map.ts';
import { pngBytes } from './testing/png-bytes.ts';

const size = { width: 2, height: 1 };
const transparent = Uint8Array.of(0, 255);

describe('a map is read', () => {
  it.each<[string, Buffer]>([
    ['of 0 and 255', pngBytes(size, Uint8Array.of(0, 0, 255))],
    ['of 0 and 1', pngBytes(size, Uint8Array.of(0, 0, 1))],
    ['of one bit', pngBytes({ ...size, depth: 1 }, Uint8Array.of(0, 0x40))],
    ['of 16 bits', pngBytes({ ...size, depth: 16 }, Uint8Array.of(0, 0, 0, 255, 255))],
    ['of 0 and 1 in 16 bits', pngBytes({ ...size, depth: 16 }, Uint8Array.of(0, 0, 0, 0, 1))],
    ['of 0 and 255 in 16 bits', pngBytes({ ...size, depth: 16 }, Uint8Array.of(0, 0, 0, 0, 255))],
    ['in colours', pngBytes({ ...size, colourType: 2 }, Uint8Array.of(0, 0, 0, 0, 255, 255, 255))],
    ['with a palette', pngBytes({ ...size, colourType: 3 }, Uint8Array.of(0, 1, 0), { PLTE: Uint8Array.of(255, 255, 255, 0, 0, 0) })],
    ['on a transparent ground', pngBytes({ ...size, colourType: 4 }, Uint8Array.of(0, 255, 0, 255, 255))],
    ['with a transparent colour in its palette', pngBytes({ ...size, colourType: 3 }, Uint8Array.of(0, 0, 1), { PLTE: new Uint8Array(6).fill(255), tRNS: transparent })],
  ])('%s', async (_, bytes) => {
    expect(await readGroundTruthMap(bytes)).toEqual({ ...size, values: Uint8Array.of(0, 1) });
  }); // prettier-ignore

  it.each([0, 1, 255])('of nothing but %i', async (value) => {
    const map = await readGroundTruthMap(pngBytes(size, Uint8Array.of(0, value, value)));
    expect([...map.values]).toEqual(value === 0 ? [0, 0] : [1, 1]);
  });

  it('upright, like its image', async () => {
    const stored = sharp(Uint8Array.of(0, 255, 255), { raw: { width: 3, height: 1, channels: 1 } });
    const bytes = await stored.withMetadata({ orientation: 8 }).png().toBuffer();
    expect(await readGroundTruthMap(bytes)).toEqual({ width: 1, height: 3, values: Uint8Array.of(1, 1, 0) });
  });

  it('from JPEG, if the compression kept every pixel', async () => {
    const all = sharp({ create: { width: 16, height: 16, channels: 3, background: 'white' } });
    const { values } = await readGroundTruthMap(await all.jpeg().toBuffer());
    expect(values).toEqual(new Uint8Array(256).fill(1));
  });
});

describe('a map is refused', () => {
  it.each<[string, Buffer]>([
    ['of three values', pngBytes({ width: 3, height: 1 }, Uint8Array.of(0, 0, 1, 255))],
    ['of another value', pngBytes(size, Uint8Array.of(0, 0, 128))],
    ['in a colour', pngBytes({ ...size, colourType: 2 }, Uint8Array.of(0, 0, 0, 0, 255, 0, 0))],
    ['half transparent', pngBytes({ ...size, colourType: 4 }, Uint8Array.of(0, 0, 255, 255, 128))],
  ])('%s', async (_, bytes) => {
    await expect(readGroundTruthMap(bytes, 'map.png')).rejects.toMatchObject({
      name: 'DataError',
      message: 'The map map.png has pixels that are neither black nor white.',
      hint: expect.stringContaining('PNG') as string,
    });
  });

  it('with edges that JPEG blurred', async () => {
    const drawn = sharp({ create: { width: 32, height: 32, channels: 3, background: 'black' } }).composite([
      { input: { create: { width: 11, height: 11, channels: 3, background: 'white' } }, left: 5, top: 7 },
    ]);
    await expect(readGroundTruthMap(await drawn.jpeg().toBuffer(), 'map.jpg')).rejects.toThrow(
      'map.jpg has pixels that are neither black nor white, because JPEG blurs',
    );
  });

  it('of another size than its image', () => {
    const image = { width: 900, height: 700 };
    expect(() => checkMapSize(image, 'map.png', image, 'photo.png')).not.toThrow();
    expect(() => checkMapSize({ width: 700, height: 900 }, 'map.png', image, 'photo.png')).toThrow(
      'The map map.png has 700 x 900 pixels, but its image photo.png has 900 x 700 pixels.',
    );
  });
});
