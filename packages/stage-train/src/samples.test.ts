import { createPreprocessing } from '@fcdd/data-sets';
import { emptyStack, imageAt, readerOf, selectReader } from '@fcdd/images';
import { createRandom } from '@fcdd/random';
import { describe, expect, test } from 'vitest';
import { drawAnomalies } from './batches/fixed-anomalies.ts';
import { type TrainingSet, hasAnomalies } from './batches/training-set.ts';
import { drawSamples } from './samples.ts';

const statistics = { mean: [0], standardDeviation: [1], contrast: { smallest: -1, largest: 1 } };

/** Nominal images have a white pixel at their top, anomalies at their bottom. */
function trainingSet(): TrainingSet {
  const images = emptyStack(10, 28, 28, 1);
  for (let i = 0; i < 10; i++) imageAt(images, i)[i < 5 ? i : 784 - i] = 255;
  const nominal = selectReader(readerOf(images), [0, 1, 2, 3, 4]);
  const anomalies = selectReader(readerOf(images), [5, 6, 7, 8, 9]);
  return {
    nominal,
    repetitions: 1,
    nominalLabel: 0,
    fixed: drawAnomalies(anomalies, 40, createRandom('anomalies')),
    preprocessing: createPreprocessing('mnist', 'none', statistics, images),
    shape: images,
    random: createRandom('samples'),
    hasMaps: false,
    close: async () => {},
  };
}

const isAtTop = (pixels: Uint8Array) => pixels.indexOf(255) < pixels.length / 2;

describe('samples', () => {
  test('are nominal first, then as many anomalies, even if these are made before the training', () => {
    const { images, labels } = drawSamples(trainingSet(), 25);
    expect([...labels]).toEqual([...new Array(25).fill(0), ...new Array(25).fill(1)]);
    labels.forEach((label, i) => expect(isAtTop(imageAt(images, i))).toBe(label === 0));
    const shown = new Set(Array.from(labels, (_, i) => imageAt(images, i).indexOf(255)));
    expect(shown.size).toBe(10);
  });

  test('have ground-truth maps if the training has them', () => {
    expect(drawSamples(trainingSet(), 5)).not.toHaveProperty('maps');
    const { labels, maps } = drawSamples({ ...trainingSet(), hasMaps: true }, 10);
    expect([...maps!]).toEqual([...labels].flatMap((label) => new Array<number>(784).fill(label)));
  });

  test('are only nominal if the training has no anomalies', () => {
    const { fixed: _, ...unsupervised } = trainingSet();
    expect(hasAnomalies(unsupervised)).toBe(false);
    expect(new Set(drawSamples(unsupervised, 3).labels)).toEqual(new Set([0]));
    expect(new Set(drawSamples({ ...unsupervised, nominalLabel: 1 }, 3).labels)).toEqual(new Set([1]));
  });

  test('start with label 0 even if labels are swapped: with anomalies', () => {
    const { images, labels } = drawSamples({ ...trainingSet(), nominalLabel: 1 }, 5);
    expect([...labels]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    labels.forEach((label, i) => expect(isAtTop(imageAt(images, i))).toBe(label === 1));
  });

  test('are fewer if images are large', () => {
    expect(drawSamples(trainingSet()).images.count).toBe(512);
    const shape = { height: 224, width: 224, channels: 3 };
    const { fixed: _, ...large } = trainingSet();
    const { count, pixels } = drawSamples({ ...large, shape }).images;
    expect(count).toBeGreaterThan(40);
    expect(pixels.length).toBeLessThan(10 * 2 ** 20);
  });
});
