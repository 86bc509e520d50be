import { expect, it } from 'vitest';
import { normalizationFrom } from './normalization.ts';

it('divides by no deviation that is smaller than that of rounding, and not at all for a constant channel', () => {
  const { standardDeviation } = normalizationFrom({ contrastRange: 'image' }, 'none', {
    mean: [0.5, 0.5, 0.5, 0.5],
    standardDeviation: [0.2, 0, 1e-5, 0.0012],
    contrast: { smallest: -1, largest: 1 },
  }) as { standardDeviation: number[] };
  expect(standardDeviation).toEqual([0.2, 1, 1 / (255 * Math.sqrt(12)), 0.0012]);
});
