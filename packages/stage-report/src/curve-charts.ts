import { type Line, lineChart } from '@fcdd/charts';
import { classChartSize } from './chart-sizes.ts';
import type { ClassResults } from './experiment-results.ts';
import { formatAuc } from '@fcdd/report-pages';

/** Draws precision over recall, with a line for each seed. */
export function precisionRecallChart({ runs }: ClassResults): string {
  const lines = runs.map(({ seed, precisionRecall, averagePrecision }) =>
    toLine(`seed ${seed}: ${formatAuc(averagePrecision)}`, precisionRecall.recall, precisionRecall.precision),
  );
  return unitChart('Precision and recall', 'Recall', 'Precision', lines);
}

/** Draws precision over recall per pixel; empty if there are no ground-truth maps. */
export function pixelPrecisionRecallChart({ runs }: ClassResults): string {
  const lines = runs.flatMap(({ seed, pixels }) => {
    if (!pixels) return [];
    const { metrics, precisionRecall } = pixels;
    const label = `seed ${seed}: ${formatAuc(metrics.averagePrecision)}`;
    return [toLine(label, precisionRecall.recall, precisionRecall.precision)];
  });
  return unitChart('Precision and recall per pixel', 'Recall', 'Precision', lines);
}

/** Largest false-positive rate at which overlaps count. */
const largestFalsePositiveRate = 0.3;

/** Draws the per-region overlap over the false-positive rates that PRO counts; empty if there are no ground-truth maps. */
export function overlapChart({ runs }: ClassResults): string {
  const lines = runs.flatMap(({ seed, pixels }) => {
    if (!pixels) return [];
    const { metrics, overlap } = pixels;
    return [toLine(`seed ${seed}: ${formatAuc(metrics.pro)}`, overlap.fpr, overlap.overlap)];
  });
  return unitChart(
    'Per-region overlap (PRO)',
    'False-positive rate per pixel',
    'Overlap',
    lines,
    largestFalsePositiveRate,
  );
}

function unitChart(title: string, xLabel: string, yLabel: string, lines: Line[], largest = 1): string {
  if (lines.length === 0) return '';
  return lineChart({
    title,
    xLabel,
    yLabel,
    lines,
    xDomain: [0, largest],
    yDomain: [0, 1],
    ...classChartSize,
  });
}

function toLine(label: string, xs: readonly number[], ys: readonly number[]): Line {
  return { label, points: xs.map((x, index) => [x, ys[index]!] as const) };
}
