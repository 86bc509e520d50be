import { type ImageReader, emptyStack, readerOf } from '@fcdd/images';
import { describe, expect, test } from 'vitest';
import type { NoiseSource } from './noise-source.ts';
import { type SupervisionOptions, createAnomalyMaker } from './supervision.ts';

/** Makes images of one row. */
function images(rows: number[][], channels = 1): ImageReader {
  const stack = emptyStack(rows.length, 1, rows[0]!.length / channels, channels);
  return readerOf({ ...stack, pixels: Uint8Array.from(rows.flat()) });
}

function noiseOf(rows: number[][], maps?: number[][]): NoiseSource {
  return {
    hasMaps: maps !== undefined,
    read(index, target, map) {
      target.set(rows[index]!);
      if (maps) map?.set(maps[index]!);
    },
  };
}

function make(
  options: Pick<SupervisionOptions, 'mode'> & Partial<SupervisionOptions>,
  image: number[],
  noise: number[],
  { channels = 1, noiseMap }: { channels?: number; noiseMap?: number[] } = {},
) {
  const makeAnomaly = createAnomalyMaker({
    online: true,
    nominal: images([image], channels),
    noise: noiseOf([noise], noiseMap && [noiseMap]),
    ...options,
  });
  const pixels = new Uint8Array(image.length);
  const map = new Uint8Array(image.length / channels).fill(7);
  makeAnomaly(0, 0, pixels, map);
  return { pixels: [...pixels], map: [...map] };
}

test('an anomaly is made from the image and the noise with the given indices', () => {
  const nominal = images([
    [1, 2],
    [3, 4],
  ]);
  const noise = noiseOf([
    [10, 10],
    [20, 20],
  ]);
  const makeAnomaly = createAnomalyMaker({ mode: 'malformed_normal', online: true, nominal, noise });
  const pixels = new Uint8Array(2);
  makeAnomaly(1, 0, pixels);
  expect([...pixels]).toEqual([13, 14]);
  makeAnomaly(0, 1, pixels);
  expect([...pixels]).toEqual([21, 22]);
});

describe('noise', () => {
  test('is clamped and truncated to bytes', () => {
    expect(make({ mode: 'noise' }, [1, 2, 3, 4], [-20, 300, 17.9, 0]).pixels).toEqual([0, 255, 17, 0]);
  });

  test('replaces images without reading them', () => {
    const read = () => {
      throw new Error('read');
    };
    const nominal = { ...images([[1, 2]]), read };
    expect(make({ mode: 'noise', nominal }, [1, 2], [5, 6]).pixels).toEqual([5, 6]);
    expect(() => make({ mode: 'malformed_normal', nominal }, [1, 2], [5, 6])).toThrow('read');
  });
});

describe('malformed_normal, online', () => {
  const malform = (image: number[], noise: number[]) =>
    make({ mode: 'malformed_normal' }, image, noise).pixels;

  test('adds the noise', () => {
    expect(malform([10, 20, 30, 250], [5, -30, 1, 10])).toEqual([15, 0, 31, 255]);
  });

  test('subtracts noise that would be lost to clamping', () => {
    expect(malform([255, 255, 255, 255], [50, 60, 0, 0])).toEqual([205, 195, 255, 255]);
    expect(malform([0, 0, 0, 0], [-50, 0, 0, -300])).toEqual([50, 0, 0, 255]);
  });

  test('does not subtract noise if that changes the mean no more', () => {
    expect(malform([100, 100], [50, -50])).toEqual([150, 50]);
  });

  test('does not subtract noise that is visible when added, however faint', () => {
    expect(malform([255, 255, 255, 254], [50, 60, 0, 1])).toEqual([255, 255, 255, 255]);
  });
});

describe('malformed_normal, offline', () => {
  const malform = (image: number[], noise: number[], channels = 1) =>
    make({ mode: 'malformed_normal', online: false }, image, noise, { channels }).pixels;

  test('adds noise to dark pixels and subtracts it from bright ones', () => {
    expect(malform([0, 28, 29, 200, 200], [50, 50, 20, 50, -50])).toEqual([50, 78, 9, 150, 250]);
  });

  test('clamps to bytes, and drops the fractions of the noise', () => {
    expect(malform([0, 250, 10, 100], [-50, -50, 5.9, 5.9])).toEqual([0, 255, 15, 95]);
  });

  test('takes the mean of the channels as brightness', () => {
    expect(malform([84, 0, 0, 85, 0, 0], [1, 1, 1, 1, -1, -1], 3)).toEqual([85, 1, 1, 84, 1, 1]);
  });
});

describe('the map of an anomaly', () => {
  const image = [1, 2, 3, 4, 5, 6];
  const noise = [0, 7, 0, 0, 0, 0];

  test.each([true, false])(
    'marks pixels that malformed_normal_gt changed in any channel, online: %s',
    (online) => {
      const { map } = make({ mode: 'malformed_normal_gt', online }, image, noise, {
        channels: 2,
        noiseMap: [0, 1, 1],
      });
      expect(map).toEqual([1, 0, 0]);
    },
  );

  test.each(['noise', 'malformed_normal'] as const)('of %s is that of the outlier', (mode) => {
    expect(make({ mode }, image, noise, { channels: 2, noiseMap: [0, 1, 1] }).map).toEqual([0, 1, 1]);
  });

  test.each(['noise', 'malformed_normal'] as const)(
    'of %s marks all pixels if the outlier has no map',
    (mode) => {
      expect(make({ mode }, image, noise, { channels: 2 }).map).toEqual([1, 1, 1]);
    },
  );
});
