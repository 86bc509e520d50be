import { describe, expect, it } from 'vitest';
import { classStatistics } from './class-statistics.ts';

/** Statistics of one class of images with one channel. */
function statisticsOf(images: Uint8Array[], side: number) {
  const stack = { count: images.length, height: side, width: side, channels: 1 };
  const pixels = Uint8Array.from(images.flatMap((image) => [...image]));
  return classStatistics({ ...stack, pixels }, new Int32Array(images.length), 1)[0]!;
}

describe('the standard deviation of a class', () => {
  it('is zero where all values are equal, whatever the value and the number of pixels', () => {
    for (const side of [1, 7, 28, 30])
      for (let value = 0; value < 256; value++) {
        const image = new Uint8Array(side ** 2).fill(value);
        expect(statisticsOf([image, image, image], side).standardDeviation).toEqual([0]);
      }
  });

  it('is that of the pixels, even where one of many differs by one', () => {
    const image = new Uint8Array(10_000).fill(200);
    image[5000] = 201;
    const share = 1 / 10_000;
    const expected = Math.sqrt(share * (1 - share)) / 255;
    expect(statisticsOf([image], 100).standardDeviation[0]! / expected).toBeCloseTo(1, 14);
  });
});
