import type { PreprocessingName } from '@fcdd/preprocessing';
import { createPreprocessing, normalizationOf, preprocessingOf } from '@fcdd/data-sets';
import type { ClassStatistics } from '@fcdd/images';
import { registerOnnxRuntimeBackend } from '@fcdd/tfjs-backend-onnxruntime';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { normalizeTensor } from './normalize-tensor.ts';

beforeAll(async () => {
  registerOnnxRuntimeBackend({ threads: 1 });
  await tf.setBackend('onnxruntime');
});

const statistics: ClassStatistics = {
  mean: [0.25],
  standardDeviation: [0.3],
  contrast: { smallest: -2.5, largest: 5 },
};
const size = 28 * 28;
const images = [
  Uint8Array.from({ length: size }, (_, i) => (i * 37 + Math.floor(i / 28) * 11) % 256),
  Uint8Array.from({ length: size }, (_, i) => (i === 17 ? 255 : 3)),
  new Uint8Array(size).fill(199),
];

it.each<PreprocessingName>(['none', 'lcn', 'aug1', 'lcnaug1'])(
  'a tensor is normalized by %s like the bytes of an image, even an image of one colour',
  async (name) => {
    const { normalize } = createPreprocessing('mnist', name, statistics, {
      height: 28,
      width: 28,
      channels: 1,
    });
    const expected = new Float32Array(images.length * size);
    images.forEach((image, i) => normalize(image, expected.subarray(i * size, (i + 1) * size)));
    const pixels = tf.tensor4d(Float32Array.from(images.flatMap((image) => [...image])), [3, 28, 28, 1]);
    const actual = await normalizeTensor(
      pixels,
      normalizationOf({ dataSet: 'mnist', preprocessing: name, statistics }),
    ).data();
    actual.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-4));
  },
);

it('standardizes each channel by its own mean and standard deviation', async () => {
  const normalization = {
    type: 'standardization' as const,
    mean: [0, 0.5, 1],
    standardDeviation: [1, 0.5, 0.25],
  };
  const pixels = tf.tensor4d([255, 255, 255, 0, 127.5, 51], [1, 1, 2, 3]);
  const actual = await normalizeTensor(pixels, normalization).data();
  [1, 1, 0, 0, 0, -3.2].forEach((value, i) => expect(actual[i]).toBeCloseTo(value, 5));
});

it('normalizes each channel by its own range if the data set has a range for each', async () => {
  const shape = { height: 2, width: 2, channels: 3 };
  const coloured: ClassStatistics = {
    mean: [0.2, 0.3, 0.4],
    standardDeviation: [0.1, 0.2, 0.3],
    contrast: { smallest: -4, largest: 8 },
    channelContrasts: [
      { smallest: -2, largest: 2 },
      { smallest: -3, largest: 8 },
      { smallest: -4, largest: 1 },
    ],
  };
  const image = Uint8Array.of(0, 10, 255, 30, 90, 120, 7, 200, 201, 80, 81, 82);
  const facts = { dataSet: 'mvtec', preprocessing: 'lcnaug1', statistics: coloured };
  const expected = new Float32Array(12);
  preprocessingOf(facts, shape).normalize(image, expected);
  const actual = await normalizeTensor(tf.tensor4d(image, [1, 2, 2, 3]), normalizationOf(facts)).data();
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
  // The value 80 belongs to the first channel, whose range applies.
  const mean = image.reduce((sum, value) => sum + value, 0) / 12;
  const deviation = image.reduce((sum, value) => sum + Math.abs(value - mean), 0) / 12;
  expect(actual[9]).toBeCloseTo(((80 - mean) / deviation + 2) / 4, 5);
});
