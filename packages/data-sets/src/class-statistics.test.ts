import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ClassStatistics, ImageStack } from '@fcdd/images';
import { describe, expect, it } from 'vitest';
import type { OpenedDataSet } from './data-set.ts';
import { fmnist as fashionMnist } from './fmnist/fmnist.ts';
import { openDataSet } from './open-data-set.ts';
import cifar10 from './golden/cifar10-statistics.json' with { type: 'json' };
import fmnist from './golden/fmnist-statistics.json' with { type: 'json' };
import { testSettings } from '@fcdd/acquisition/testing';
import { classStatistics, createStatistics } from '@fcdd/preprocessing';

const debianFolder = fashionMnist.download.idx.systemFolder!;
const cifarFolder = process.env.FCDD_DATA && `${process.env.FCDD_DATA}/cifar10`;
const cifarPart = fileURLToPath(
  new URL('../../../../shared/data/cifar-10-binary-part.tar.gz', import.meta.url),
);

/** Statistics of all training images, and the number of images of each class. */
async function statisticsOf({ classes, storedShape, read }: OpenedDataSet) {
  const statistics = createStatistics(classes.length, storedShape);
  const counts = classes.map(() => 0);
  for await (const { split, pixels, label } of read()) {
    if (split === 'test') continue;
    statistics.add(pixels, label);
    counts[label]!++;
  }
  return { statistics: statistics.result().map((ofClass) => ofClass!), counts };
}

/** A test of data that may not be there. */
function withData(path: string | undefined, name: string, test: () => Promise<void>): void {
  const isThere = path !== undefined && existsSync(path);
  const reason = path === undefined ? 'FCDD_DATA is not set' : `${path} is missing`;
  it.skipIf(!isThere)(`${name}${isThere ? '' : ` (skipped: ${reason})`}`, test);
}

const close = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-3);

function expectTables(
  statistics: ClassStatistics[],
  tables: Record<'mean' | 'standardDeviation' | 'contrast', number[][]>,
): void {
  statistics.forEach(({ mean, standardDeviation, contrast }, index) => {
    mean.forEach((value, channel) => close(value, tables.mean[index]![channel]!));
    standardDeviation.forEach((value, channel) => close(value, tables.standardDeviation[index]![channel]!));
    close(contrast.smallest, tables.contrast[index]![0]!);
    close(contrast.largest, tables.contrast[index]![1]!);
  });
}

describe('the statistics of a class', () => {
  withData(debianFolder, 'of Fashion-MNIST are the tables of the original', async () => {
    const request = { ...(await testSettings()), shape: { height: 28, width: 28, channels: 1 } };
    const { statistics } = await statisticsOf(await openDataSet('fmnist', request));
    expectTables(statistics, {
      mean: fmnist.mean.map((value) => [value]),
      standardDeviation: fmnist.standardDeviation.map((value) => [value]),
      contrast: fmnist.contrast,
    });
  });

  const shape = { height: 32, width: 32, channels: 3 };

  withData(cifarFolder, 'of CIFAR-10 are the tables of the original', async () => {
    const request = { ...(await testSettings()), shape, dataFolder: process.env.FCDD_DATA! };
    const { statistics, counts } = await statisticsOf(await openDataSet('cifar10', request));
    expect(counts).toEqual(new Array(10).fill(5000));
    expectTables(statistics, cifar10);
  });

  withData(cifarPart, 'of a part of CIFAR-10 are those tables as far as a part can tell', async () => {
    const request = { ...(await testSettings()), shape, path: cifarPart };
    const { statistics, counts } = await statisticsOf(await openDataSet('cifar10', request));
    let shared = 0;
    statistics.forEach(({ mean, standardDeviation, contrast }, index) => {
      // Not standard errors of a random sample: whoever made the part chose 2,000 images of each class.
      const tolerance = (channel: number) =>
        (4 * cifar10.standardDeviation[index]![channel]!) / Math.sqrt(counts[index]!);
      for (const channel of [0, 1, 2]) {
        const [ourMean, ours] = [mean[channel]!, standardDeviation[channel]!];
        expect(Math.abs(ourMean - cifar10.mean[index]![channel]!)).toBeLessThan(tolerance(channel));
        expect(Math.abs(ours - cifar10.standardDeviation[index]![channel]!)).toBeLessThan(tolerance(channel));
      }
      // No image of the part is beyond the extremes of the whole, and some of the twenty extreme ones are in it.
      const [smallest, largest] = cifar10.contrast[index]! as [number, number];
      expect(contrast.smallest).toBeGreaterThan(smallest - 1e-3);
      expect(contrast.largest).toBeLessThan(largest + 1e-3);
      shared += Number(contrast.smallest < smallest + 1e-3) + Number(contrast.largest > largest - 1e-3);
    });
    expect(shared).toBeGreaterThanOrEqual(4);
  });

  // Two classes of one image each, of two pixels with two channels.
  const images: ImageStack = {
    count: 2,
    height: 1,
    width: 2,
    channels: 2,
    pixels: Uint8Array.of(0, 51, 255, 51, 1, 2, 3, 4),
  };

  it('are given for each channel, for values in 0..1, from the images of that class alone', () => {
    const [first, second] = classStatistics(images, Int32Array.of(1, 0), 2);
    expect(second!.mean[0]).toBeCloseTo(0.5);
    expect(second!.mean[1]).toBeCloseTo(0.2);
    expect(second!.standardDeviation[0]).toBeCloseTo(0.5);
    expect(second!.standardDeviation[1]).toBeCloseTo(0);
    // Mean 2.5, mean absolute deviation 1.
    expect(first!.contrast).toEqual({ smallest: -1.5, largest: 1.5 });
    expect(first!.channelContrasts).toEqual([
      { smallest: -1.5, largest: 0.5 },
      { smallest: -0.5, largest: 1.5 },
    ]);
  });

  it('are those of all images that were added', () => {
    const [both] = classStatistics(images, Int32Array.of(0, 0), 1);
    expect(both!.mean[0]).toBeCloseTo((0 + 255 + 1 + 3) / 4 / 255);
    // The first image has mean 89.25 and mean absolute deviation 82.875.
    expect(both!.contrast.largest).toBeCloseTo((255 - 89.25) / 82.875);
    expect(both!.contrast.smallest).toBeCloseTo(-1.5);
  });

  it('need an image', () => {
    expect(classStatistics(images, Int32Array.of(1, 1), 2)).toEqual([null, expect.anything()]);
  });
});
