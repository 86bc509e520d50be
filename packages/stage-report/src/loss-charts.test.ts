import type { EpochRecord } from '@fcdd/records';
import { expect, it } from 'vitest';
import type { ClassResults, RunResults } from './experiment-results.ts';
import { lossCharts } from './loss-charts.ts';

function classWith(...losses: number[]): ClassResults {
  const history = losses.map((loss, epoch): EpochRecord => {
    return { epoch, learningRate: 0.1, loss, lossNominal: loss, lossAnomalous: null };
  });
  return { index: 0, name: 'bag', folder: 'normal_0', runs: [{ seed: 0, history } as RunResults] };
}

it.each([
  [0.7680102962, '0.8'],
  [1234.5, '1500'],
  [0.05, '0.05'],
])('the axis of losses up to %d ends at %s', (largest, end) => {
  const [chart] = lossCharts(classWith(largest, largest / 3));
  const texts = [...chart!.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  expect(texts).toContain(end);
  expect(texts.join(' ')).not.toMatch(/\d\.\d{4}/);
});
