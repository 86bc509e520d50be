import { describe, expect, test } from 'vitest';
import golden from './golden/heatmap-normalization.json' with { type: 'json' };
import { heatmapRange, normalizeGlobally, normalizeLocally } from './heatmap-normalization.ts';

interface Filling {
  shape: number[];
  phase: number;
  scale?: number;
  offset?: number;
}

function filled({ shape, phase, scale = 1, offset = 0 }: Filling): Float32Array {
  const length = shape.reduce((product, size) => product * size, 1);
  return Float32Array.from({ length }, (_, i) => offset + scale * Math.sin(0.37 * i + 1.7 * phase));
}

function expectClose(actual: Float32Array, expected: unknown): void {
  const values = (expected as number[][][][]).flat(3);
  expect(actual).toHaveLength(values.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(values[i]!, 5));
}

const maps = filled(golden.maps);
const reference = filled(golden.reference);

describe.each(['0.85', '0.97', '1.0'] as const)('normalization to the quantile %s', (quantile) => {
  test('local agrees with the original', () => {
    const normalized = normalizeLocally(maps, golden.maps.shape[0]!, Number(quantile));
    expectClose(normalized, golden[`local_${quantile}`]);
  });

  test('global agrees with the original', () => {
    const normalized = normalizeGlobally(maps, heatmapRange(reference, Number(quantile)));
    expectClose(normalized, golden[`global_${quantile}`]);
  });
});

test('a heatmap without contrast becomes 0', () => {
  expect([...normalizeLocally(Float32Array.of(3, 3, 3, 3), 1, 0.85)]).toEqual([0, 0, 0, 0]);
});

test('a quantile below the first value is the smallest value', () => {
  expect(heatmapRange(Float32Array.of(5, 2), 0.1)).toEqual({ smallest: 2, scale: 0 });
});
