import { type Line, lineChart } from '@fcdd/charts';
import { type CurvePoints, meanCurve } from '@fcdd/metrics';
import type { ClassSummary, RocRecord, Summary } from '@fcdd/records';
import { type ChartSize, classChartSize, experimentChartSize } from './chart-sizes.ts';
import type { ClassResults, ExperimentResults, RunResults } from './experiment-results.ts';
import { formatAuc } from '@fcdd/report-pages';

/** Draws a line for each class, which is the mean over its seeds, and the mean over all classes. */
export function experimentRocChart({ classes }: ExperimentResults, summary: Summary): string {
  const means = classes.map(({ runs }) => meanCurve(runs.map(({ roc }) => roc)));
  const lines = classes.map(({ name }, index) =>
    toLine(`${name}: ${formatAuc(summary.classes[index]!.meanAuc)}`, means[index]!),
  );
  if (means.length > 1) lines.push(meanLine(summary.meanAuc, means));
  return rocChart(`ROC curves of ${summary.experiment}`, lines, experimentChartSize);
}

/** Draws a line for each seed, and their mean. */
export function classRocChart({ name, runs }: ClassResults, { meanAuc }: ClassSummary): string {
  return seedsChart(`ROC curves, nominal: ${name}`, runs, meanAuc);
}

/** Draws the ROC curves per pixel; undefined if the class has no ground-truth maps. */
export function classPixelRocChart(
  { name, runs }: ClassResults,
  { figures }: ClassSummary,
): string | undefined {
  const curves = runs.flatMap(({ seed, pixels }) => (pixels ? [{ seed, roc: pixels.roc }] : []));
  if (figures.pixelAuc === null) return undefined;
  return seedsChart(`ROC curves per pixel, nominal: ${name}`, curves, figures.pixelAuc);
}

/** Draws the curve of one run. */
export function runRocChart(roc: RocRecord, title = 'ROC curve'): string {
  return rocChart(title, [toLine(`AUC: ${formatAuc(roc.auc)}`, roc)], classChartSize);
}

function seedsChart(
  title: string,
  runs: readonly Pick<RunResults, 'seed' | 'roc'>[],
  meanAuc: number,
): string {
  const lines = runs.map(({ seed, roc }) => toLine(`seed ${seed}: ${formatAuc(roc.auc)}`, meanCurve([roc])));
  const curves = runs.map(({ roc }) => roc);
  if (runs.length > 1) lines.push(meanLine(meanAuc, curves));
  return rocChart(title, lines, classChartSize);
}

function rocChart(title: string, lines: Line[], size: ChartSize): string {
  const chance: Line = {
    label: 'chance: 0.500',
    points: [
      [0, 0],
      [1, 1],
    ],
    reference: true,
  };
  return lineChart({
    title,
    xLabel: 'False-positive rate',
    yLabel: 'True-positive rate',
    xDomain: [0, 1],
    yDomain: [0, 1],
    lines: [...lines, chance],
    ...size,
  });
}

function meanLine(auc: number, curves: CurvePoints[]): Line {
  return { ...toLine(`mean: ${formatAuc(auc)}`, meanCurve(curves)), emphasis: true };
}

function toLine(label: string, { fpr, tpr }: CurvePoints): Line {
  return { label, points: Array.from(fpr, (x, index) => [x, tpr[index]!] as const) };
}
