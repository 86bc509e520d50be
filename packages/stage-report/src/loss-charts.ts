import { type Line, lineChart } from '@fcdd/charts';
import type { EpochRecord } from '@fcdd/records';
import { classChartSize } from './chart-sizes.ts';
import type { ClassResults } from './experiment-results.ts';

const kinds = [
  { title: 'Loss of nominal samples', of: (epoch: EpochRecord) => epoch.lossNominal },
  { title: 'Loss of anomalous samples', of: (epoch: EpochRecord) => epoch.lossAnomalous },
];

/**
 * Draws the loss over epochs, with a line for each seed: one chart of nominal and one of anomalous training samples. Both
 * have the same scale; there is no chart without samples.
 */
export function lossCharts({ runs }: ClassResults): string[] {
  const charts = kinds
    .map(({ title, of }) => ({ title, lines: runs.map(({ seed, history }) => toLine(seed, history, of)) }))
    .filter(({ lines }) => lossesOf(lines).length > 0);
  const largest = Math.max(...charts.flatMap(({ lines }) => lossesOf(lines)));
  const yDomain = largest > 0 ? ([0, evenAbove(largest)] as const) : undefined;
  return charts.map(({ title, lines }) =>
    lineChart({ title, lines, yDomain, xLabel: 'Epoch', yLabel: 'Mean loss', ...classChartSize }),
  );
}

function toLine(seed: number, history: EpochRecord[], of: (epoch: EpochRecord) => number | null): Line {
  return { label: `seed ${seed}`, points: history.map((epoch) => [epoch.epoch + 1, of(epoch)] as const) };
}

function lossesOf(lines: Line[]): number[] {
  return lines.flatMap(({ points }) => points.flatMap(([, loss]) => loss ?? [])).filter(Number.isFinite);
}

/** Rounds up to a multiple of half a power of ten, so that the axis ends at a short number: 0.768 becomes 0.8. */
function evenAbove(value: number): number {
  const step = 10 ** Math.floor(Math.log10(value)) / 2;
  const steps = Math.ceil(value / step);
  return Number((steps * step).toPrecision(3));
}
