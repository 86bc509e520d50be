import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError } from '@fcdd/errors';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { oneVersusRest, ownAnomalies, writeCustomFiles } from './testing/custom-files.ts';
import { bottleFiles, writeMvtecFiles } from './testing/mvtec-files.ts';
import { packTar, testSettings } from '@fcdd/acquisition/testing';
import { open as openCustom } from './custom/open.ts';
import type { OpenedDataSet } from './data-set.ts';
import { open as openMvtec } from './mvtec/open.ts';

const shape = { height: 28, width: 28, channels: 3 };
const uglyName = '"new\nline" \u001b[31m🧪';
const shownName = '"new\\u000aline" \\u001b[31m🧪';

const image = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 100, b: 50 } } });

const grey16 = sharp(new Uint16Array(64).fill(128 * 257), { raw: { width: 8, height: 8, channels: 1 } });

/** Red of an image that can be read, however odd, and undefined of one that cannot. */
const odd: [what: string, bytes: () => Promise<Buffer>, red?: number][] = [
  ['a single pixel', () => image(1, 1).png().toBuffer(), 200],
  ['16 bits a channel', () => image(8, 8).toColourspace('rgb16').png().toBuffer(), 200],
  ['16 bits of grey', () => grey16.clone().toColourspace('grey16').png().toBuffer(), 128],
  ['a palette', () => image(8, 8).png({ palette: true }).toBuffer(), 200],
  ['an EXIF rotation', () => image(8, 9).withMetadata({ orientation: 6 }).png().toBuffer(), 200],
  ['nothing in it', () => Promise.resolve(Buffer.alloc(0))],
  ['text in it', () => Promise.resolve(Buffer.from('no image'))],
  ['its end cut off', async () => (await image(99, 99).png().toBuffer()).subarray(0, 150)],
  ['SVG in it', () => Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))],
];

/** Red of the first pixel of each training image, or what is refused. */
async function trainingReds(dataSet: Promise<OpenedDataSet>): Promise<number[] | string> {
  const reds: number[] = [];
  try {
    for await (const { split, pixels } of (await dataSet).read())
      if (split === 'train') reds.push(pixels[0]!);
  } catch (error) {
    return describeError(error);
  }
  return reds;
}

function expectReadOrRefused(result: number[] | string, red: number | undefined, name: string): void {
  if (red === undefined) {
    expect(result).toContain(name);
    expect(result).toMatch(/ is (empty|damaged|not an image).*\n(.*\n)*.*remove it\.$/);
  } else expect(result).toContain(red);
}

describe('an image with an ugly name and', () => {
  it.each(odd)('%s is read right from a folder, or refused by its name', async (_, bytes, red) => {
    const files = { ...oneVersusRest, [`train/cat/${uglyName}.png`]: await bytes() };
    const path = await writeCustomFiles(files);
    const opened = openCustom({ ...(await testSettings()), shape, path, fit: 'fill' });
    expectReadOrRefused(await trainingReds(opened), red, `train/cat/${shownName}.png`);
  });

  it.each(odd)('%s is read right from an archive, or refused by its name', async (_, bytes, red) => {
    const settings = await testSettings();
    const folder = join(settings.dataFolder, 'own');
    await mkdir(folder);
    await writeMvtecFiles(folder, bottleFiles);
    await writeFile(join(folder, `bottle/train/good/${uglyName}.png`), await bytes());
    const path = join(settings.dataFolder, 'archive.tar.xz');
    await packTar(path, folder, ['bottle'], ['--xz']);
    const opened = openMvtec({ ...settings, shape, path });
    expectReadOrRefused(await trainingReds(opened), red, `bottle/train/good/${shownName}.png`);
  });
});

describe('a ground-truth map that', () => {
  const mapName = 'test_maps/nut/anomalous/e.png';
  const halfWhite = (white: number) =>
    sharp(
      Uint8Array.from({ length: 12 * 8 }, (_, i) => (i % 12 < 6 ? white : 0)),
      {
        raw: { width: 12, height: 8, channels: 1 },
      },
    );

  async function mapOf(bytes: Buffer): Promise<number | string> {
    const path = await writeCustomFiles({
      ...ownAnomalies,
      [mapName]: bytes,
      'test_maps/screw/anomalous/g.png': 'map',
    });
    try {
      const dataSet = await openCustom({ ...(await testSettings()), shape, path });
      for await (const { split, label, anomalous, map } of dataSet.read())
        if (split === 'test' && label === 0 && anomalous)
          return map!.values.reduce((sum, value) => sum + value, 0);
      return 'not read';
    } catch (error) {
      return describeError(error);
    }
  }

  it.each([1, 255])('has the values 0 and %i is read', async (white) => {
    expect(await mapOf(await halfWhite(white).png().toBuffer())).toBe(48);
  });

  it('is grey, or of another size than its image, is refused by its name', async () => {
    expect(await mapOf(await halfWhite(100).png().toBuffer())).toMatch(
      /e\.png has pixels that are neither black nor white\.\n {2}Save it/,
    );
    expect(await mapOf(await halfWhite(255).resize(24, 8, { kernel: 'nearest' }).png().toBuffer())).toMatch(
      /e\.png has 24 x 8 pixels, but its image .*e\.png has 12 x 8 pixels\./,
    );
  });
});
