import { resizeNearest } from '@fcdd/images';
import { receptiveFieldOf } from '@fcdd/models/catalogue';
import { expect, test } from 'vitest';
import { type AnomalyMaps, heatmapsAt, referenceRange, upsample } from './anomaly-maps.ts';

/** More maps than are upsampled at a time; each has its index as its value everywhere. */
const count = 600;
const maps: AnomalyMaps = {
  values: Float32Array.from({ length: count * 49 }, (_, i) => Math.floor(i / 49)),
  height: 7,
  width: 7,
  field: receptiveFieldOf('FCDD_CNN28'),
  gaussStd: null,
  inputSize: 28,
};
const indices = Array.from({ length: count }, (_, i) => count - 1 - i);

test('heatmaps of many maps are those of each map, made smaller', () => {
  const heatmaps = heatmapsAt(maps, indices, 10);
  expect(heatmaps).toHaveLength(count * 100);
  for (const place of [0, 255, 256, 511, 512, 599]) {
    const alone = resizeNearest(upsample(maps, [indices[place]!]), 28, 28, 10, 10);
    expect([...heatmaps.subarray(place * 100, (place + 1) * 100)]).toEqual([...alone]);
  }
});

test('the reference range covers all reference heatmaps in the size that is shown', () => {
  const { smallest, scale } = referenceRange(maps, indices, 10, 1);
  expect(smallest).toBe(0);
  expect(scale).toBe(heatmapsAt(maps, [count - 1], 10).reduce((a, b) => Math.max(a, b)));
});
