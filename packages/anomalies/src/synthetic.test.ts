import { createRandom } from '@fcdd/random';
import { describe, expect, test } from 'vitest';
import type { SyntheticSource } from './catalogue.ts';
import golden from './golden/synthetic-anomalies.json' with { type: 'json' };
import { createNoiseGenerator } from './synthetic.ts';

const sources = Object.keys(golden) as SyntheticSource[];

describe.each(sources)('%s', (source) => {
  const expected = golden[source];
  const [count] = expected.size as [number];
  const found = statistics(source);

  // The golden numbers are also a draw of 64 images, so this is the error of a difference of two draws.
  const standardError = (deviation: number) => deviation * Math.sqrt(2 / count);

  test('covers as much of an image as the original', () => {
    const tolerance = 4 * standardError(expected.nonzero_fraction_std);
    expect(Math.abs(found.coverageMean - expected.nonzero_fraction_mean)).toBeLessThanOrEqual(tolerance);
  });

  test("has the original's mean and deviation", () => {
    const tolerance = 4 * standardError(found.imageMeanDeviation);
    expect(Math.abs(found.mean - expected.mean)).toBeLessThanOrEqual(tolerance);
    expect(found.deviation / expected.std).toBeGreaterThan(0.9);
    expect(found.deviation / expected.std).toBeLessThan(1.1);
  });

  test("stays in the original's range", () => {
    // The extremes of so few images vary a lot.
    const slack = 0.2 * (expected.max - expected.min);
    expect(Math.abs(found.smallest - expected.min)).toBeLessThanOrEqual(slack);
    expect(Math.abs(found.largest - expected.max)).toBeLessThanOrEqual(slack);
  });
});

test.each(['blob', 'mixed_blob', 'confetti'] as const)(
  '%s covers some images more than others, as the original does',
  (source) => {
    const ratio = statistics(source).coverageDeviation / golden[source].nonzero_fraction_std;
    expect(ratio).toBeGreaterThan(0.65);
    expect(ratio).toBeLessThan(1.5);
  },
);

test('the colours of mixed_blob take every brightness', () => {
  const image = new Float32Array(64 * 64 * 3);
  createNoiseGenerator('mixed_blob', { height: 64, width: 64, channels: 3 })(image, createRandom('colours'));
  const colours = new Set([...image].map((value) => value % 255));
  expect(colours.size).toBe(255);
});

test.each(sources)('%s: the same stream gives the same image, whatever was generated before', (source) => {
  const generate = createNoiseGenerator(source, { height: 64, width: 64, channels: 3 });
  const draw = (label: string) => {
    const image = new Float32Array(64 * 64 * 3).fill(1);
    generate(image, createRandom(label));
    return image;
  };
  const first = draw('one');
  expect(draw('another')).not.toEqual(first);
  expect(draw('one')).toEqual(first);
});

test.each(sources)('%s works on images smaller than its shapes', (source) => {
  const image = new Float32Array(5 * 3);
  createNoiseGenerator(source, { height: 5, width: 3, channels: 1 })(image, createRandom('small'));
  expect(image.every(Number.isFinite)).toBe(true);
  expect(image.some((value) => value !== 0)).toBe(true);
});

test('solid gives every pixel the same colour', () => {
  const image = new Float32Array(4 * 4 * 3);
  createNoiseGenerator('solid', { height: 4, width: 4, channels: 3 })(image, createRandom('solid'));
  const colour = image.slice(0, 3);
  for (let pixel = 0; pixel < 16; pixel++) expect(image.slice(pixel * 3, pixel * 3 + 3)).toEqual(colour);
});

/** Statistics over as many images of the same size as the golden numbers. */
function statistics(source: SyntheticSource) {
  const [count, channels, height, width] = golden[source].size as [number, number, number, number];
  const generate = createNoiseGenerator(source, { height, width, channels });
  const image = new Float32Array(height * width * channels);
  const random = createRandom('statistics', source);
  const means: number[] = [];
  const coverages: number[] = [];
  let sumOfSquares = 0;
  let smallest = Infinity;
  let largest = -Infinity;
  for (let i = 0; i < count; i++) {
    generate(image, random);
    let sum = 0;
    let covered = 0;
    for (const value of image) {
      sum += value;
      sumOfSquares += value * value;
      covered += value === 0 ? 0 : 1;
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
    }
    means.push(sum / image.length);
    coverages.push(covered / image.length);
  }
  const mean = average(means);
  return {
    mean,
    smallest,
    largest,
    deviation: Math.sqrt(sumOfSquares / (count * image.length) - mean * mean),
    imageMeanDeviation: deviation(means),
    coverageMean: average(coverages),
    coverageDeviation: deviation(coverages),
  };
}

function average(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: number[]): number {
  const mean = average(values);
  return Math.sqrt(average(values.map((value) => (value - mean) ** 2)));
}
