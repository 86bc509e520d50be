import { expect, it } from 'vitest';
import { normalizationFrom } from './normalization.ts';

it('does not divide a channel that is constant but for a few pixels by its deviation', () => {
  const { standardDeviation } = normalizationFrom({ contrastRange: 'image' }, 'none', {
    mean: [0.5, 0.5, 0.5, 0.5],
    standardDeviation: [0.2, 0, 1e-10, 1e-5],
    contrast: { smallest: -1, largest: 1 },
  }) as { standardDeviation: number[] };
  expect(standardDeviation).toEqual([0.2, 1, 1, 1e-5]);
});
