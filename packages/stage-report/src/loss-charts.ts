import { type Line, lineChart } from '@fcdd/charts';
import type { EpochRecord } from '@fcdd/records';
import type { ClassResults } from './experiment-results.ts';

const kinds = [
  { title: 'Loss, all samples', of: (epoch: EpochRecord) => epoch.loss },
  { title: 'Loss, nominal samples', of: (epoch: EpochRecord) => epoch.lossNominal },
  { title: 'Loss, anomalous samples', of: (epoch: EpochRecord) => epoch.lossAnomalous },
];

/** Loss over epochs with a line a seed: all samples, nominal and anomalous ones. Empty kinds are left out. */
export function lossCharts({ runs }: ClassResults): string[] {
  return kinds
    .map(({ title, of }) => ({ title, lines: runs.map(({ seed, history }) => toLine(seed, history, of)) }))
    .filter(({ lines }) => lines.some(({ points }) => points.some(([, loss]) => loss !== null)))
    .map(({ title, lines }) => lineChart({ title, lines, xLabel: 'Epoch', yLabel: 'Mean loss' }));
}

function toLine(seed: number, history: EpochRecord[], of: (epoch: EpochRecord) => number | null): Line {
  return { label: `seed ${seed}`, points: history.map((epoch) => [epoch.epoch + 1, of(epoch)] as const) };
}
