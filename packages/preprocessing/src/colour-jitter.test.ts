import { createHash } from 'node:crypto';
import { createRandom } from '@fcdd/random';
import { describe, expect, it } from 'vitest';
import golden from './golden/pillow.json' with { type: 'json' };
import { changeBrightness, changeContrast, changeSaturation, createJitter } from './colour-jitter.ts';
import { shiftHue } from './hue.ts';
import { jitter } from './steps.ts';

/** The golden image, and its red channel. */
const colours = Uint8Array.from(
  { length: 16 * 16 * 3 },
  (_, i) => (37 * i + 11 * Math.floor(i / 48) + 5 * Math.floor(i / 7)) % 256,
);
const grey = colours.filter((_, i) => i % 3 === 0);

describe('a change of colours gives the bytes that Pillow gives', () => {
  it.each(golden.changes)(
    '$change by $factor, $channels channels',
    ({ change, factor, channels, result }) => {
      const pixels = (channels === 3 ? colours : grey).slice();
      if (change === 'brightness') changeBrightness(pixels, factor);
      else if (change === 'contrast') changeContrast(pixels, channels, factor);
      else changeSaturation(pixels, factor);
      expect([...pixels]).toEqual([...Buffer.from(result, 'base64')]);
    },
  );

  it.each(golden.everyColour.hues)('hue by $shift, of every colour that there is', ({ shift, sha256 }) => {
    const pixels = new Uint8Array(3 << 24);
    for (let colour = 0; colour < 1 << 24; colour++) {
      pixels[3 * colour] = colour >> 16;
      pixels[3 * colour + 1] = colour >> 8;
      pixels[3 * colour + 2] = colour;
    }
    shiftHue(pixels, shift);
    expect(createHash('sha256').update(pixels).digest('hex')).toBe(sha256);
  });
});

describe('colour jitter', () => {
  const blackAndWhite = Uint8Array.of(0, 255);

  /** Changes of an image over many draws. */
  function results(image: Uint8Array, change: ReturnType<typeof createJitter>): string[] {
    const random = createRandom('jitter');
    return Array.from({ length: 300 }, () => {
      const pixels = image.slice();
      change(pixels, random);
      return pixels.join();
    });
  }

  it('comes in any order: contrast before brightness, or after', () => {
    // White of mean 128 loses at least half of its brightness, or may be as bright as before.
    const white = results(blackAndWhite, createJitter(jitter(0.9, 0.9), 1)).map((pixels) =>
      Number(pixels.split(',')[1]),
    );
    expect(Math.min(...white)).toBeLessThan(30);
    expect(Math.max(...white)).toBe(255);
    const order = (factor: number, brightnessFirst: boolean) => {
      const pixels = blackAndWhite.slice();
      if (brightnessFirst) changeBrightness(pixels, factor);
      changeContrast(pixels, 1, 1.1);
      if (!brightnessFirst) changeBrightness(pixels, factor);
      return [...pixels];
    };
    expect(order(0.9, true)).toEqual([0, 240]);
    expect(order(0.9, false)).toEqual([0, 229]);
  });

  it('changes grey images in brightness and contrast alone', () => {
    const saturationAndHue = createJitter(jitter(0, 0, 0.5, 0.5), 1);
    expect(new Set(results(blackAndWhite, saturationAndHue))).toEqual(new Set(['0,255']));
  });

  it('changes the saturation by its strength, and the hue by its own', () => {
    const red = Uint8Array.of(200, 100, 100);
    const saturation = results(red, createJitter(jitter(0, 0, 0.5, 0), 3)).map((pixels) => pixels.split(','));
    expect(saturation.every(([, green, blue]) => green === blue)).toBe(true);
    expect(new Set(saturation.map(([, green]) => green)).size).toBeGreaterThan(20);
    const hue = results(red, createJitter(jitter(0, 0, 0, 0.04), 3)).map((pixels) => pixels.split(','));
    expect(hue.every(([red]) => red === '200')).toBe(true);
    expect(hue.some(([, green, blue]) => Number(green) > Number(blue) + 10)).toBe(true);
    expect(hue.some(([, green, blue]) => Number(blue) > Number(green) + 10)).toBe(true);
  });

  it('is the same for the same random source', () => {
    const change = createJitter(jitter(0.1), 3);
    expect(results(colours, change).slice(0, 3)).toEqual(results(colours, change).slice(0, 3));
  });
});
