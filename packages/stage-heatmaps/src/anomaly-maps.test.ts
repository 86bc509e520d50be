import { resizeNearest } from '@fcdd/images';
import { blurMaps } from '@fcdd/detectors/smoothing';
import { expect, test } from 'vitest';
import { type AnomalyMaps, heatmapsAt, referenceRange, smooth } from './anomaly-maps.ts';

/** The receptive field of FCDD_CNN28. */
const field = { width: 7, jump: 4, extent: 16, start: 1.5 };

/** Each map has its index as its value everywhere. */
const count = 10;
const maps: AnomalyMaps = {
  values: Float32Array.from({ length: count * 49 }, (_, i) => Math.floor(i / 49)),
  height: 7,
  width: 7,
  smoothing: { method: 'upsampling', field },
  gaussStd: null,
  inputSize: 28,
};

test('heatmaps of several maps are those of the single maps, made smaller', () => {
  const indices = [7, 2, 5];
  const heatmaps = heatmapsAt(maps, indices, 10);
  expect(heatmaps).toHaveLength(3 * 100);
  indices.forEach((index, place) => {
    const alone = resizeNearest(smooth(maps, [index]), 28, 28, 10, 10);
    expect([...heatmaps.subarray(place * 100, (place + 1) * 100)]).toEqual([...alone]);
  });
});

test('heatmaps of maps that are as large as the input are these maps blurred', () => {
  const values = Float32Array.from({ length: count * 28 * 28 }, (_, i) => i % 7);
  const smoothing = { method: 'blur', field } as const;
  const large = { ...maps, values, height: 28, width: 28, smoothing, gaussStd: 1.2 };
  const map = values.subarray(3 * 784, 4 * 784);
  expect(heatmapsAt(large, [3], 28)).toEqual(blurMaps(map, 1, 28, 28, field, 1.2));
});

test('the reference range is taken from the chosen maps before smoothing', () => {
  expect(referenceRange(maps, [8, 3, 5], 1)).toEqual({ smallest: 3, scale: 5 });
  expect(referenceRange(maps, [0, 4, 6, 9], 0.5)).toEqual({ smallest: 0, scale: 4 });
});
