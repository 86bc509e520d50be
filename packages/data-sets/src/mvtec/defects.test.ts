import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataSets } from '../catalogue.ts';
import { bottleFiles, gridFiles, writeMvtecFiles } from '../testing/mvtec-files.ts';
import { packTar } from '@fcdd/acquisition/testing';
import { testRequest } from '../testing/outliers.ts';
import { open as mvtecGtOutliers } from '../mvtec_gt/outliers.ts';
import type { OutlierImage, OutlierPool } from '../outliers/outlier-pool.ts';
import { open as mvtecOutliers } from './outliers.ts';

const shape = { height: 30, width: 30, channels: 3 };

/** A request, and a folder that holds these files and goes when the test ends. */
async function createRequest({ names = [...bottleFiles, ...gridFiles], side = 30 } = {}) {
  const request = await testRequest({ shape });
  const path = join(request.dataFolder, 'own');
  await mkdir(path);
  await writeMvtecFiles(path, names, { side });
  return { ...request, path };
}

async function pick(pool: OutlierPool, ...indices: number[]): Promise<OutlierImage[]> {
  const images: OutlierImage[] = [];
  for await (const { pixels, map } of pool.pick(Uint32Array.from(indices)))
    images.push({ pixels: pixels.slice(), ...(map && { map: map.slice() }) });
  return images;
}

const number = ({ pixels }: OutlierImage) => pixels[2];
const anomalousPixels = ({ map }: OutlierImage) => map!.reduce((sum, value) => sum + value, 0);

describe('outliers of MVTec-AD', () => {
  it('are the defects, with class and type of defect', async () => {
    const pool = await mvtecOutliers(await createRequest());
    const images = await pick(pool, 0, 1, 2, 3);
    expect(images.map(number)).toEqual([4, 5, 6, 13]);
    expect(images.every(({ map }) => map === undefined)).toBe(true);
    expect(pool).toMatchObject({ count: 4, hasMaps: false });
    const classes = dataSets['mvtec']!.classes!;
    expect([...pool.classes!].map((index) => classes[index])).toEqual(['bottle', 'bottle', 'bottle', 'grid']);
    // Broken bottles are another type of defect than broken grids.
    expect([...pool.groups!]).toEqual([0, 0, 1, 2]);
  });

  it('come with maps on demand', async () => {
    const pool = await mvtecGtOutliers(await createRequest());
    expect(pool.hasMaps).toBe(true);
    const [first, second] = await pick(pool, 1, 3);
    expect([number(first!), number(second!)]).toEqual([5, 13]);
    expect([anomalousPixels(first!), anomalousPixels(second!)]).toEqual([5 * 15, 13 * 15]);
    expect([...first!.map!.subarray(0, 7)]).toEqual([1, 1, 1, 1, 1, 0, 0]);
  });

  it('have the shape that is asked for, and so have their maps', async () => {
    const pool = await mvtecGtOutliers(await createRequest({ names: gridFiles, side: 1024 }));
    const [image] = await pick(pool, 0);
    expect([image!.pixels.length, image!.map!.length]).toEqual([30 * 30 * 3, 30 * 30]);
    // 1024 / 30 = 34.1: column 29 is column 989 of the file. Of 13 white columns, only column 0 is taken.
    expect([...image!.pixels.subarray(3 * 29, 3 * 30)]).toEqual([989 % 256, 0, 13]);
    expect(anomalousPixels(image!)).toBe(15);
  });

  it.each([
    ['before', ['ground_truth', 'test']],
    ['after', ['test', 'ground_truth']],
  ])('are numbered as they are read from an archive with masks %s images', async (_, folders) => {
    const request = await createRequest();
    const path = join(request.dataFolder, 'archive.tar');
    const order = folders.flatMap((folder) => bottleFiles.filter((name) => name.includes(folder)).reverse());
    const training = bottleFiles.filter((name) => name.includes('train'));
    await packTar(path, request.path, [...order, ...training]);
    const pool = await mvtecGtOutliers({ ...request, path });
    const images = await pick(pool, 0, 1, 2);
    expect(images.map(number)).toEqual([6, 5, 4]);
    expect(images.map(anomalousPixels)).toEqual([6 * 15, 5 * 15, 4 * 15]);
    expect([...pool.groups!]).toEqual([0, 1, 1]);
    expect((await pick(pool, 0, 2)).map(number)).toEqual([6, 4]);
  });

  it('are without those of excluded classes', async () => {
    const pool = await mvtecOutliers({ ...(await createRequest()), exclude: ['bottle'] });
    expect((await pick(pool, 0)).map(number)).toEqual([13]);
    expect(pool.count).toBe(1);
  });

  it('are refused where the data set is nowhere', async () => {
    await expect(mvtecOutliers(await testRequest({ shape }))).rejects.toThrow('MVTec-AD was found nowhere.');
  });
});
