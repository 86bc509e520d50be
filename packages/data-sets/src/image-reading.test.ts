import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ImageShape, imageSize } from '@fcdd/images';
import { createRandom } from '@fcdd/random';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readTestImage, readTrainingImage, shownPart } from '@fcdd/preprocessing';
import { dataSets } from './catalogue.ts';
import { createPreprocessing, imageReadingOf } from './preparation.ts';

const net: ImageShape = { height: 224, width: 224, channels: 3 };
const statistics = {
  mean: [0, 0, 0],
  standardDeviation: [1, 1, 1],
  contrast: { smallest: -1, largest: 1 },
};

/** A picture of 400 x 300 that is darkest at its left and, in green, at its top. */
async function picture(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-reading-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [width, height] = [400, 300];
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return [((pixel % width) * 255) / width, (Math.floor(pixel / width) * 255) / height, 0][i % 3]!;
  });
  const file = join(folder, 'picture.png');
  await writeFile(
    file,
    await sharp(pixels, { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer(),
  );
  return file;
}

/** The shares of width and height at which the corners of an image are in the picture. */
function cornersOf(pixels: Uint8Array): number[] {
  const last = pixels.length - 3;
  return [pixels[0]!, pixels[1]!, pixels[last]!, pixels[last + 1]!].map((value) => value / 255);
}

describe('an image file becomes a test image', () => {
  it.each([
    ['mvtec', undefined, [0, 0, 1, 1]],
    ['pascalvoc', undefined, [0, 0, 1, 1]],
    ['custom', 'fill', [0, 0, 1, 1]],
    // 224 of 256, or of 248, parts of the central square of 300 pixels.
    ['imagenet', undefined, [(50 + 18.75) / 400, 18.75 / 300, (350 - 18.75) / 400, (300 - 18.75) / 300]],
    ['custom', 'crop', [(50 + 14.5) / 400, 14.5 / 300, (350 - 14.5) / 400, (300 - 14.5) / 300]],
  ] as const)('of %s, fit %s, of which it shows what it should', async (dataSet, fit, corners) => {
    const reading = imageReadingOf(dataSet, net, fit);
    const file = await picture();
    const pixels = await readTestImage(file, reading);
    expect(pixels).toHaveLength(imageSize(net));
    cornersOf(pixels).forEach((corner, i) => expect(Math.abs(corner - corners[i]!)).toBeLessThan(0.01));
    const { left, top, width, height } = shownPart({ height: 300, width: 400 }, reading);
    [left / 400, top / 300, (left + width) / 400, (top + height) / 300].forEach((corner, i) =>
      expect(Math.abs(corner - corners[i]!)).toBeLessThan(0.005),
    );
  });

  it.each(Object.keys(dataSets))(
    'of %s that equals a training image without augmentation',
    async (dataSet) => {
      const shape = dataSets[dataSet]!.shape ?? net;
      const reading = imageReadingOf(dataSet, shape);
      const file = await picture();
      const { augment } = createPreprocessing(dataSet, 'none', statistics, shape);
      const target = new Uint8Array(imageSize(shape));
      augment(await readTrainingImage(file, reading), createRandom(), target);
      expect(target).toEqual(Uint8Array.from(await readTestImage(file, reading)));
    },
  );

  it('by nearest pixels for mvtec: first of 240 x 240, then of those', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fcdd-reading-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'stripes.png');
    // Stripes of one pixel: anything but nearest pixels would mix them.
    const raw = { width: 480, height: 480, channels: 3 as const };
    const stripes = Uint8Array.from({ length: 480 * 480 * 3 }, (_, i) => (Math.floor(i / 3) % 2) * 255);
    await writeFile(file, await sharp(stripes, { raw }).png().toBuffer());
    const pixels = await readTestImage(file, imageReadingOf('mvtec', net));
    expect(new Set(pixels)).toEqual(new Set([0]));
  });
});
