import { existsSync } from 'node:fs';
import { DataError } from '@fcdd/errors';
import type { ImageStack } from '@fcdd/images';
import { describe, expect, it } from 'vitest';
import { classStatistics } from './class-statistics.ts';
import { idxDataSets } from './data-sets/idx-data-sets.ts';
import { loadDataSet } from './data-sets/load-data-set.ts';
import golden from './golden/fmnist-statistics.json' with { type: 'json' };
import { testSettings } from './testing/settings.ts';

const debianFolder = idxDataSets.fmnist!.systemFolder!;
const hasFashionMnist = existsSync(debianFolder);

describe('the statistics of a class', () => {
  it.skipIf(!hasFashionMnist)(
    `of Fashion-MNIST are the tables of the original${hasFashionMnist ? '' : ` (skipped: ${debianFolder} is missing)`}`,
    async () => {
      const { train } = await loadDataSet('fmnist', await testSettings());
      const statistics = classStatistics(train.images, train.labels, 10);
      statistics.forEach(({ mean, standardDeviation, contrast }, index) => {
        expect(Math.abs(mean[0]! - golden.mean[index]!)).toBeLessThan(1e-3);
        expect(Math.abs(standardDeviation[0]! - golden.standardDeviation[index]!)).toBeLessThan(1e-3);
        expect(Math.abs(contrast.smallest - golden.contrast[index]![0]!)).toBeLessThan(1e-3);
        expect(Math.abs(contrast.largest - golden.contrast[index]![1]!)).toBeLessThan(1e-3);
      });
    },
  );

  // Two classes of one image each, of two pixels with two channels.
  const images: ImageStack = {
    count: 2,
    height: 1,
    width: 2,
    channels: 2,
    pixels: Uint8Array.of(0, 51, 255, 51, 1, 2, 3, 4),
  };

  it('are told for each channel, of values in 0..1, from the images of that class alone', () => {
    const [first, second] = classStatistics(images, Int32Array.of(1, 0), 2);
    expect(second!.mean[0]).toBeCloseTo(0.5);
    expect(second!.mean[1]).toBeCloseTo(0.2);
    expect(second!.standardDeviation[0]).toBeCloseTo(0.5);
    expect(second!.standardDeviation[1]).toBeCloseTo(0);
    // Mean 2.5, mean absolute deviation 1.
    expect(first!.contrast).toEqual({ smallest: -1.5, largest: 1.5 });
  });

  it('need an image', () => {
    expect(() => classStatistics(images, Int32Array.of(0, 0), 2)).toThrow(DataError);
  });
});
