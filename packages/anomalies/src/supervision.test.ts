import { type ImageStack, emptyStack } from '@fcdd/images';
import { createRandom } from '@fcdd/random';
import { describe, expect, test } from 'vitest';
import { createNoiseSource } from './noise-source.ts';
import { createOnlineSupervisor, makeAnomalies, mapChanges } from './supervision.ts';

const shape = { height: 2, width: 2, channels: 1 };
const constant = (value: number) => (target: Float32Array) => void target.fill(value);

describe('online', () => {
  test('replaces about half of the images and tells which', () => {
    const supervise = createOnlineSupervisor('noise', constant(200), createRandom('online'));
    const image = Uint8Array.of(1, 2, 3, 4);
    const target = new Uint8Array(4);
    let anomalies = 0;
    for (let i = 0; i < 1000; i++) {
      const isAnomaly = supervise(image, target);
      expect([...target]).toEqual(isAnomaly ? [200, 200, 200, 200] : [1, 2, 3, 4]);
      anomalies += Number(isAnomaly);
    }
    expect(anomalies).toBeGreaterThan(437);
    expect(anomalies).toBeLessThan(563);
  });

  test('replaces as many as the probability says', () => {
    const image = new Uint8Array(4);
    const always = createOnlineSupervisor('noise', constant(1), createRandom('p'), 1);
    const never = createOnlineSupervisor('noise', constant(1), createRandom('p'), 0);
    for (let i = 0; i < 20; i++) expect([always(image, image), never(image, image)]).toEqual([true, false]);
  });
});

describe('offline', () => {
  test('makes one anomaly for each nominal image', () => {
    const nominal: ImageStack = {
      ...emptyStack(3, 2, 2, 1),
      pixels: Uint8Array.from({ length: 12 }, (_, i) => i),
    };
    const anomalies = makeAnomalies('malformed_normal', constant(100), nominal);
    expect(anomalies).toMatchObject({ count: 3, height: 2, width: 2, channels: 1 });
    expect([...anomalies.pixels]).toEqual([...nominal.pixels].map((value) => value + 100));
  });
});

describe('noise', () => {
  test('is clamped and truncated to bytes', () => {
    const values = [-20, 300, 17.9, 0];
    const noise = (target: Float32Array) => target.set(values);
    const { pixels } = makeAnomalies('noise', noise, emptyStack(1, 2, 2, 1));
    expect([...pixels]).toEqual([0, 255, 17, 0]);
  });
});

describe('malformed_normal, online', () => {
  const malform = (image: number[], noise: number[]) => {
    const source = (target: Float32Array) => target.set(noise);
    const supervise = createOnlineSupervisor('malformed_normal', source, createRandom('malform'), 1);
    const anomaly = new Uint8Array(image.length);
    supervise(Uint8Array.from(image), anomaly);
    return [...anomaly];
  };

  test('adds the noise', () => {
    expect(malform([10, 20, 30, 250], [5, -30, 1, 10])).toEqual([15, 0, 31, 255]);
  });

  test('subtracts noise that would be lost to clamping', () => {
    expect(malform([255, 255, 255, 255], [50, 60, 0, 0])).toEqual([205, 195, 255, 255]);
    expect(malform([0, 0, 0, 0], [-50, 0, 0, -300])).toEqual([50, 0, 0, 255]);
  });

  test('does not subtract what shows when it is added, however little', () => {
    expect(malform([255, 255, 255, 254], [50, 60, 0, 1])).toEqual([255, 255, 255, 255]);
  });
});

describe('malformed_normal, offline', () => {
  const malform = (image: number[], noise: number[], channels = 1) => {
    const nominal = {
      ...emptyStack(1, 1, image.length / channels, channels),
      pixels: Uint8Array.from(image),
    };
    return [...makeAnomalies('malformed_normal', (target) => target.set(noise), nominal).pixels];
  };

  test('adds noise to dark pixels and subtracts it from bright ones', () => {
    expect(malform([0, 28, 29, 200, 200], [50, 50, 20, 50, -50])).toEqual([50, 78, 9, 150, 250]);
  });

  test('clamps to bytes, and cuts the fractions of the noise off', () => {
    expect(malform([0, 250, 10, 100], [-50, -50, 5.9, 5.9])).toEqual([0, 255, 15, 95]);
  });

  test('takes the mean of the channels as brightness', () => {
    expect(malform([84, 0, 0, 85, 0, 0], [1, 1, 1, 1, -1, -1], 3)).toEqual([85, 1, 1, 84, 1, 1]);
  });
});

test('the map of an anomaly marks each pixel of which any channel changed', () => {
  const map = new Uint8Array(3).fill(7);
  mapChanges(Uint8Array.of(1, 2, 3, 4, 5, 6), Uint8Array.of(1, 9, 3, 4, 4, 6), map);
  expect([...map]).toEqual([1, 0, 1]);
});

describe('outlier exposure', () => {
  const outliers: ImageStack = {
    ...emptyStack(5, 2, 2, 1),
    pixels: Uint8Array.from({ length: 20 }, (_, i) => Math.floor(i / 4)),
  };
  const draws = (count: number, ...labels: string[]) => {
    const noise = createNoiseSource('emnist', shape, createRandom(...labels), outliers);
    const target = new Float32Array(4);
    return Array.from({ length: count }, () => {
      noise(target);
      return target[3];
    });
  };

  test('shows every image once before the first comes again, in the same order', () => {
    const drawn = draws(15, 'cycle');
    expect(new Set(drawn.slice(0, 5)).size).toBe(5);
    expect(drawn.slice(5, 10)).toEqual(drawn.slice(0, 5));
    expect(drawn.slice(10)).toEqual(drawn.slice(0, 5));
  });

  test('is shuffled by the random stream', () => {
    const orders = new Set(['a', 'b', 'c', 'd'].map((label) => draws(5, label).join()));
    expect(orders.size).toBeGreaterThan(1);
    expect(draws(5, 'a')).toEqual(draws(5, 'a'));
  });

  test('refuses a source that it has no images of', () => {
    expect(() => createNoiseSource('emnist', shape, createRandom())).toThrow(/'emnist' are not synthetic/);
  });

  test('refuses an empty set and images of another shape', () => {
    const random = createRandom();
    expect(() => createNoiseSource('emnist', shape, random, emptyStack(0, 2, 2, 1))).toThrow(/no outlier/);
    expect(() => createNoiseSource('emnist', shape, random, emptyStack(1, 2, 2, 3))).toThrow(/2x2x3.*2x2x1/);
  });
});

test('synthetic sources need no images', () => {
  const target = new Float32Array(4);
  createNoiseSource('solid', shape, createRandom('solid'))(target);
  expect(new Set(target).size).toBe(1);
});
