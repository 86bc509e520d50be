import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError } from '@fcdd/errors';
import { describe, expect, it } from 'vitest';
import { dataSets } from '../catalogue.ts';
import type { PublishedFile } from '@fcdd/acquisition';
import { bottleFiles, gridFiles, writeMvtecFiles } from '../testing/mvtec-files.ts';
import { packTar, testSettings } from '@fcdd/acquisition/testing';
import type { DataSetItem, OpenedDataSet } from '../data-set.ts';
import { open as openMvtec, openPublishedMvtec } from './open.ts';

const shape = { height: 28, width: 28, channels: 3 };

/** A request, and a folder that holds these files and goes when the test ends. */
async function createRequest(names: string[] = [], options?: Parameters<typeof writeMvtecFiles>[2]) {
  const settings = await testSettings();
  const path = join(settings.dataFolder, 'own');
  await mkdir(path);
  await writeMvtecFiles(path, names, options);
  return { ...settings, shape, path };
}

async function itemsOf(dataSet: OpenedDataSet): Promise<DataSetItem[]> {
  const items: DataSetItem[] = [];
  for await (const item of dataSet.read()) items.push({ ...item, pixels: item.pixels.slice() });
  return items;
}

/** Short form of an item: split, class, number of the image, whether it is anomalous, and its anomalous columns. */
function summary(dataSet: OpenedDataSet, { split, label, pixels, anomalous, map }: DataSetItem): string {
  const columns = map?.values.subarray(0, map.width).reduce((sum, value) => sum + value, 0);
  return [split, dataSet.classes[label], pixels[2], anomalous ? 'anomalous' : 'nominal', columns].join(' ');
}

async function summaries(dataSet: OpenedDataSet): Promise<string[]> {
  return (await itemsOf(dataSet)).map((item) => summary(dataSet, item)).sort();
}

const bottles = [
  'test bottle 3 nominal 0',
  'test bottle 4 anomalous 4',
  'test bottle 5 anomalous 5',
  'test bottle 6 anomalous 6',
  'train bottle 1 nominal ',
  'train bottle 2 nominal ',
];
const grids = ['test grid 12 nominal 0', 'test grid 13 anomalous 13', 'train grid 11 nominal '];

describe('MVTec-AD', () => {
  it('is read from class folders: labels, anomalies and maps', async () => {
    const request = await createRequest([...bottleFiles, ...gridFiles]);
    const dataSet = await openMvtec(request);
    expect(dataSet).toMatchObject({
      classes: dataSets['mvtec']!.classes,
      shape,
      storedShape: { height: 30, width: 30, channels: 3 },
      anomalies: 'own',
      hasMaps: { train: false, test: true },
    });
    expect(await summaries(dataSet)).toEqual([...bottles, ...grids].sort());
    expect(JSON.stringify(dataSet.origin)).not.toContain(request.dataFolder);
  });

  it('has training images of 240 / 224 of the side that the net takes, by the nearest pixels', async () => {
    const request = await createRequest(bottleFiles, { side: 700 });
    const dataSet = await openMvtec({ ...request, shape: { height: 224, width: 224, channels: 3 } });
    const items = await itemsOf(dataSet);
    const training = items.find(({ split }) => split === 'train')!;
    expect(training.pixels).toHaveLength(240 * 240 * 3);
    // 700 / 240 = 2.9167: column 1 is column 2 of the file, column 239 is column 697.
    const pixel = (x: number, y: number) => [...training.pixels.subarray(3 * (240 * y + x)).subarray(0, 3)];
    expect([pixel(0, 0), pixel(1, 2), pixel(239, 120)]).toEqual([[0, 0, 1], [2, 5, 1], [697 % 256, 350 % 256, 1]]); // prettier-ignore
  });

  it('has test images of the side that the net takes, made of larger ones as training images are', async () => {
    const request = await createRequest(bottleFiles, { side: 1024 });
    const dataSet = await openMvtec({ ...request, shape: { height: 224, width: 224, channels: 3 } });
    const { pixels, map } = (await itemsOf(dataSet)).find(({ anomalous }) => anomalous)!;
    expect(pixels).toHaveLength(224 * 224 * 3);
    const pixel = (x: number, y: number) => [...pixels.subarray(3 * (224 * y + x)).subarray(0, 3)];
    // Column 112 is column 120 of 240, which is column 512 of the file; column 223 is 239 and 1019.
    expect([pixel(0, 0), pixel(112, 0), pixel(223, 112)]).toEqual([[0, 0, 4], [0, 0, 4], [1019 % 256, 0, 4]]); // prettier-ignore
    expect(map).toMatchObject({ height: 1024, width: 1024 });
    expect(map!.values.reduce((sum, value) => sum + value, 0)).toBe(4 * 512);
  });

  it('gives good images maps of their own size that are zero everywhere', async () => {
    const dataSet = await openMvtec(await createRequest(bottleFiles, { side: 33 }));
    const good = (await itemsOf(dataSet)).find(({ split, anomalous }) => split === 'test' && !anomalous)!;
    expect(good.map).toEqual({ height: 33, width: 33, values: new Uint8Array(33 * 33) });
  });

  it('shows grey images to nets that take colours, and to nets that take grey', async () => {
    const request = await createRequest(gridFiles, { channels: 1 });
    const [colours] = await itemsOf(await openMvtec(request));
    expect(colours!.pixels).toEqual(new Uint8Array(28 * 28 * 3).fill(13));
    const grey = await openMvtec({ ...request, shape: { ...shape, channels: 1 } });
    expect((await itemsOf(grey))[0]!.pixels).toEqual(new Uint8Array(28 * 28).fill(13));
  });
});

describe('an archive of MVTec-AD', () => {
  const masks = bottleFiles.filter((name) => name.includes('ground_truth'));
  const images = bottleFiles.filter((name) => !name.includes('ground_truth'));

  it.each([
    ['with masks before images', [...masks, ...images], []],
    ['with masks after images', [...images, ...masks.reverse()], []],
    ['of folders', ['bottle'], []],
    ['that is gzipped', ['./bottle'], ['-z']],
    ['in a folder of its own', ['bottle'], ['--transform', 's,^,mvtec_anomaly_detection/,']],
  ])('is read in one pass: %s', async (_, names, options) => {
    const request = await createRequest(bottleFiles);
    const path = join(request.dataFolder, 'archive');
    await packTar(path, request.path, names, options);
    const dataSet = await openMvtec({ ...request, path });
    expect(await summaries(dataSet)).toEqual(bottles);
    expect(await itemsOf(dataSet)).toEqual(await itemsOf(dataSet));
  });

  it('can have other files and those that macOS adds', async () => {
    const request = await createRequest(bottleFiles);
    await writeFile(join(request.path, 'bottle/license.txt'), 'text');
    await writeFile(join(request.path, 'bottle/train/good/._001.png'), 'no image');
    const path = join(request.dataFolder, 'archive.tar');
    await packTar(path, request.path, ['bottle']);
    expect(await summaries(await openMvtec({ ...request, path }))).toEqual(bottles);
    expect(await summaries(await openMvtec(request))).toEqual(bottles);
  });

  it('that is the publisher’s is taken from the data folder, known by its digest', async () => {
    const { path, ...request } = await createRequest(bottleFiles);
    const published = await publish(request.dataFolder, path);
    const dataSet = await openPublishedMvtec(request, published);
    expect(await summaries(dataSet)).toEqual(bottles);
    expect(dataSet.origin.digests).toEqual({ [published.name]: published.sha256 });
    expect(request.warnings).toEqual([]);
  });

  it('that is not the publisher’s does not pass for it', async () => {
    const { path, ...request } = await createRequest(bottleFiles);
    const published = await publish(request.dataFolder, path);
    const opening = openPublishedMvtec(request, { ...published, sha256: '0'.repeat(64) });
    await expect(opening).rejects.toThrow('is damaged: its SHA-256 is');
  });

  it('with classes in two places is refused', async () => {
    const request = await createRequest(bottleFiles);
    const path = join(request.dataFolder, 'archive.tar');
    await writeMvtecFiles(join(request.path, 'more'), gridFiles);
    await packTar(path, request.path, ['bottle', 'more']);
    await expect(openMvtec({ ...request, path })).rejects.toThrow(
      'has folders of classes in two places: . and more',
    );
  });
});

async function publish(dataFolder: string, folder: string): Promise<PublishedFile> {
  const path = join(dataFolder, 'mvtec', 'published.tar');
  await mkdir(join(dataFolder, 'mvtec'));
  await packTar(path, folder, ['bottle']);
  const bytes = await readFile(path);
  return {
    title: 'MVTec-AD',
    folder: 'mvtec',
    name: 'published.tar',
    url: 'http://127.0.0.1:1/',
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

describe('a part of MVTec-AD', () => {
  it('keeps the labels of the whole data set, and names missing classes', async () => {
    const request = await createRequest(gridFiles);
    const dataSet = await openMvtec(request);
    expect((await itemsOf(dataSet)).map(({ label }) => label)).toEqual([4, 4, 4]);
    expect(request.warnings).toEqual([
      expect.stringContaining(
        'has no images of these classes of MVTec-AD: bottle, cable, capsule, carpet, hazelnut',
      ),
    ]);
  });

  it('can have classes of its own, which come last', async () => {
    const own = (name: string) => gridFiles.map((file) => file.replace('grid', name));
    const request = await createRequest([...gridFiles, ...own('screws'), ...own('bolts')]);
    const { classes } = await openMvtec(request);
    expect(classes).toEqual([...dataSets['mvtec']!.classes!, 'bolts', 'screws']);
  });

  it.each(['mvtec', 'mvtec/mvtec_anomaly_detection', 'mvtec_anomaly_detection'])(
    'is found in the data folder, as %s',
    async (folder) => {
      const { path, ...request } = await createRequest(gridFiles);
      await mkdir(join(request.dataFolder, 'mvtec'));
      await rename(path, join(request.dataFolder, folder));
      expect(await summaries(await openMvtec(request))).toEqual(grids);
    },
  );

  it('is found in the data folder as an archive', async () => {
    const { path, ...request } = await createRequest(gridFiles);
    await mkdir(join(request.dataFolder, 'mvtec'));
    await packTar(join(request.dataFolder, 'mvtec', 'mvtec_anomaly_detection.tar'), path, ['grid']);
    expect(await summaries(await openMvtec(request))).toEqual(grids);
  });
});

describe('MVTec-AD is refused, with what to do,', () => {
  const refusal = async (request: Parameters<typeof openMvtec>[0]) => {
    try {
      await itemsOf(await openMvtec(request));
    } catch (error) {
      return describeError(error);
    }
    throw new Error('It was not refused.');
  };
  const without = (name: string) => bottleFiles.filter((file) => !file.includes(name));

  it('where it is nowhere', async () => {
    const { path: _, ...request } = await createRequest();
    const message = await refusal(request);
    expect(message).toContain('MVTec-AD was found nowhere.');
    expect(message).toContain(`into ${join(request.dataFolder, 'mvtec')}`);
  });

  it('where a path holds nothing like it', async () => {
    const request = await createRequest();
    expect(await refusal(request)).toContain(
      `${request.path} has no folder of a class.\n  MVTec-AD is a folder`,
    );
    expect(await refusal({ ...request, path: '/nowhere' })).toContain('/nowhere does not exist.');
  });

  it('where a mask is missing', async () => {
    const request = await createRequest(without('005_mask'));
    expect(await refusal(request)).toContain(
      `${request.path}/bottle/test/broken/005.png has no mask.\n  Its mask would be bottle/ground_truth/broken/005_mask.png`,
    );
    const path = join(request.dataFolder, 'archive.tar');
    await packTar(path, request.path, ['bottle']);
    expect(await refusal({ ...request, path })).toContain(
      `bottle/test/broken/005.png in ${path} has no mask.`,
    );
  });

  it('where a mask has another size than its image', async () => {
    const request = await createRequest(bottleFiles);
    await writeMvtecFiles(request.path, ['bottle/ground_truth/broken/005_mask.png'], { side: 21 });
    expect(await refusal(request)).toMatch(
      /005_mask.png has 21 x 21 pixels, but its image .*005.png has 20 x 20 pixels/,
    );
  });

  it.each([
    ['bottle/train', 'train/good'],
    ['bottle/test/good', 'test/good'],
  ])('where a class has no images in %s', async (name, named) => {
    const request = await createRequest(without(name));
    expect(await refusal(request)).toContain(
      `The class bottle in ${request.path} has no images in ${named}.\n  Add some, or remove the class.`,
    );
  });

  it('where training images show defects', async () => {
    const request = await createRequest([...bottleFiles, 'bottle/train/broken/007.png']);
    expect(await refusal(request)).toContain('has training images of the kind broken.');
  });

  it('where an image is cut off', async () => {
    const request = await createRequest(bottleFiles, { side: 100 });
    await truncate(join(request.path, 'bottle/test/broken/005.png'), 300);
    expect(await refusal(request)).toContain(
      `${request.path}/bottle/test/broken/005.png is damaged or cut off.`,
    );
    const path = join(request.dataFolder, 'archive.tar');
    await packTar(path, request.path, ['bottle']);
    expect(await refusal({ ...request, path })).toContain(
      `bottle/test/broken/005.png in ${path} is damaged or cut off.`,
    );
  });
});
