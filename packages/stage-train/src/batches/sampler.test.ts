import { createAnomalyMaker, createNoiseSource } from '@fcdd/anomalies';
import { createPreprocessing } from '@fcdd/data-sets';
import { type ImageReader, emptyStack, imageAt, readerOf } from '@fcdd/images';
import { createRandom } from '@fcdd/random';
import { describe, expect, test } from 'vitest';
import { drawAnomalies, makeAnomalies } from './fixed-anomalies.ts';
import { createSampler, sampleCount } from './sampler.ts';
import type { TrainingSet } from './training-set.ts';

const statistics = { mean: [0], standardDeviation: [1], contrast: { smallest: -1, largest: 1 } };
const shape = { height: 28, width: 28, channels: 1 };

/** Images of one brightness each. A map, if there are any, marks the given number of first pixels. */
function images(brightnesses: number[], marked?: number[]): ImageReader {
  const stack = emptyStack(brightnesses.length, 28, 28, 1);
  const maps = marked && new Uint8Array(stack.pixels.length);
  brightnesses.forEach((brightness, index) => {
    imageAt(stack, index).fill(brightness);
    if (marked) maps!.fill(1, index * 784, index * 784 + marked[index]!);
  });
  return readerOf(stack, maps);
}

function trainingSet(parts: Partial<TrainingSet>): TrainingSet {
  return {
    nominal: images([1, 2, 3]),
    repetitions: 1,
    nominalLabel: 0,
    hasMaps: true,
    shape,
    preprocessing: createPreprocessing('mnist', 'none', statistics, shape),
    random: createRandom('set'),
    close: async () => {},
    ...parts,
  };
}

/** Label, brightness and number of marked pixels of each sample of an epoch. */
function epochOf(set: TrainingSet, seed = 'epoch') {
  const sample = createSampler(set, createRandom(seed));
  return Array.from({ length: sampleCount(set) }, (_, index) => {
    const [pixels, map] = [new Uint8Array(784), new Uint8Array(784).fill(7)];
    const label = sample(index, pixels, map);
    expect(new Set(pixels).size).toBe(1);
    return { label, brightness: pixels[0]!, marked: map.reduce((sum, value) => sum + value) };
  });
}

const outliersOf = (outliers: ImageReader): Pick<TrainingSet, 'online'> => ({
  online: (random) => {
    const noise = createNoiseSource({ source: 'mvtec_gt', outliers }, shape, random);
    return createAnomalyMaker({ mode: 'noise', online: true, noise, nominal: images([1, 2, 3]) });
  },
});

describe('nominal samples', () => {
  test('are drawn as often in an epoch as the data set says', () => {
    const brightnesses = epochOf(trainingSet({ repetitions: 3 })).map(({ brightness }) => brightness);
    expect(brightnesses.sort()).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3]);
  });

  test('have their own maps, or maps that mark nothing', () => {
    expect(epochOf(trainingSet({})).map(({ marked }) => marked)).toEqual([0, 0, 0]);
    const mapped = trainingSet({ nominal: images([1, 2, 3], [0, 5, 0]) });
    expect(epochOf(mapped).map(({ marked }) => marked)).toEqual([0, 5, 0]);
  });
});

describe('true anomalies', () => {
  const markedOf = (anomalies: ImageReader) => {
    const fixed = drawAnomalies(anomalies, 20, createRandom('true'));
    return new Set(epochOf(trainingSet({ fixed })).slice(3).map(({ brightness, marked }) => `${brightness}: ${marked}`)); // prettier-ignore
  };

  test('have their maps; an empty map counts as one that marks all pixels', () => {
    expect(markedOf(images([100, 101], [6, 0]))).toEqual(new Set(['100: 6', '101: 784']));
  });

  test('have all pixels marked where there are no maps', () => {
    expect(markedOf(images([100, 101]))).toEqual(new Set(['100: 784', '101: 784']));
  });
});

describe('anomalies that are made once', () => {
  const nominal = images([1, 2, 3]);
  const noise = createNoiseSource({ source: 'solid' }, shape, createRandom('solid'));
  const make = createAnomalyMaker({ mode: 'malformed_normal', online: false, noise, nominal });
  const set = trainingSet({ nominal, repetitions: 4, fixed: makeAnomalies(make, 3, 12) });

  test('are as many as nominal samples, each with its own noise, and the same in each epoch', () => {
    const samples = epochOf(set);
    expect(samples.map(({ label }) => label)).toEqual([...new Array(12).fill(0), ...new Array(12).fill(1)]);
    const anomalies = samples.slice(12);
    expect(new Set(anomalies.map(({ brightness }) => brightness)).size).toBeGreaterThan(8);
    expect(epochOf(set, 'another').slice(12)).toEqual(anomalies);
  });

  test('are made from the nominal images in turn', () => {
    const black = createNoiseSource({ source: 'solid', parameters: { lowest: 0, highest: 0 } }, shape, createRandom()); // prettier-ignore
    const make = createAnomalyMaker({ mode: 'malformed_normal', online: false, noise: black, nominal });
    const samples = epochOf(trainingSet({ nominal, repetitions: 2, fixed: makeAnomalies(make, 3, 6) }));
    expect(samples.slice(6).map(({ brightness }) => brightness)).toEqual([1, 2, 3, 1, 2, 3]);
  });
});

describe('outliers in the place of nominal images', () => {
  test('have their maps, or all pixels marked', () => {
    for (const [outliers, marked] of [
      [images([200], [9]), 9],
      [images([200]), 784],
    ] as const) {
      const samples = epochOf(trainingSet({ repetitions: 10, ...outliersOf(outliers) }));
      const anomalies = samples.filter(({ label }) => label === 1);
      expect(anomalies.length).toBeGreaterThan(5);
      for (const anomaly of anomalies) expect(anomaly).toEqual({ label: 1, brightness: 200, marked });
      for (const { label, brightness, marked } of samples)
        if (label === 0) expect([brightness < 4, marked]).toEqual([true, 0]);
    }
  });

  test('are all used before one is repeated', () => {
    const brightnesses = Array.from({ length: 8 }, (_, i) => 200 + i);
    const set = trainingSet({ repetitions: 10, ...outliersOf(images(brightnesses)) });
    const shown = epochOf(set).flatMap(({ label, brightness }) => (label === 1 ? [brightness] : []));
    expect(shown.slice(0, 8).sort()).toEqual(brightnesses);
  });
});

test('swapped labels make nominal samples 1 and anomalies 0, and their pixels too', () => {
  const set = trainingSet({ repetitions: 10, nominalLabel: 1, ...outliersOf(images([200], [9])) });
  const samples = epochOf(set);
  expect(new Set(samples.map(({ label }) => label))).toEqual(new Set([0, 1]));
  for (const { label, brightness, marked } of samples)
    expect([label, marked]).toEqual(brightness === 200 ? [0, 784 - 9] : [1, 784]);
});
