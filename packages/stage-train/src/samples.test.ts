import { createPreprocessing } from '@fcdd/data';
import { emptyStack, imageAt, selectImages } from '@fcdd/images';
import { createRandom } from '@fcdd/random';
import { describe, expect, test } from 'vitest';
import { type TrainingSet, hasAnomalies } from './batches/training-set.ts';
import { drawSamples } from './samples.ts';

const statistics = { mean: [0], standardDeviation: [1], contrast: { smallest: -1, largest: 1 } };

/** Nominal images have a white pixel at their top, anomalies at their bottom. */
function trainingSet(): TrainingSet {
  const images = emptyStack(10, 28, 28, 1);
  for (let i = 0; i < 10; i++) imageAt(images, i)[i < 5 ? i : 784 - i] = 255;
  return {
    nominal: selectImages(images, [0, 1, 2, 3, 4]),
    anomalies: selectImages(images, [5, 6, 7, 8, 9]),
    preprocessing: createPreprocessing('mnist', 'none', statistics, images),
    random: createRandom('samples'),
    hasMaps: false,
  };
}

const isAtTop = (pixels: Uint8Array) => pixels.indexOf(255) < pixels.length / 2;

describe('samples', () => {
  test('are nominal first, then as many anomalies, of those made before the training too', () => {
    const { images, labels } = drawSamples(trainingSet(), 25);
    expect([...labels]).toEqual([...new Array(25).fill(0), ...new Array(25).fill(1)]);
    labels.forEach((label, i) => expect(isAtTop(imageAt(images, i))).toBe(label === 0));
    const shown = new Set(Array.from(labels, (_, i) => imageAt(images, i).indexOf(255)));
    expect(shown.size).toBe(10);
  });

  test('come with ground-truth maps where the training has them', () => {
    expect(drawSamples(trainingSet(), 5)).not.toHaveProperty('maps');
    const { images, labels, maps } = drawSamples({ ...trainingSet(), hasMaps: true }, 10);
    labels.forEach((label, i) => {
      const map = maps!.subarray(i * 784, (i + 1) * 784);
      // Each anomaly is made of the nominal image at its place: both white pixels have changed.
      const anomalous = imageAt(images, i).indexOf(255);
      const changed = label === 0 ? [] : [779 - anomalous, anomalous];
      expect(Array.from(map.keys()).filter((pixel) => map[pixel])).toEqual(changed);
    });
  });

  test('are nominal alone where the training has no anomalies', () => {
    const unsupervised = { ...trainingSet(), anomalies: emptyStack(0, 28, 28, 1) };
    expect(hasAnomalies(unsupervised)).toBe(false);
    expect(new Set(drawSamples(unsupervised, 3).labels)).toEqual(new Set([0]));
  });
});
