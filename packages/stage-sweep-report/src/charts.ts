import {
  type Line,
  type ParallelAxis,
  type Point,
  lineChart,
  parallelCoordinates,
  pointChart,
} from '@fcdd/charts';
import { mean } from '@fcdd/metrics';
import type { Effect } from './effects.ts';
import { shortNames, valueText } from './names.ts';
import type { EvaluatedSweep } from './sweep.ts';
import type { MeasuredVariant } from './variants.ts';

/** Draws a line for each variant, over its swept values to its metric. */
export function variantsChart({ parameters, variants, heading }: EvaluatedSweep): string {
  const names = shortNames(parameters);
  const axes = parameters.map((path, index) => axisOf(path, names[index]!, variants));
  return parallelCoordinates({
    title: `${heading} of all variants`,
    axes: [...axes, { label: heading, type: 'linear' }],
    lines: variants.map(({ name, values, mean }, rank) => ({
      label: name,
      values: [
        ...parameters.map((path) =>
          typeof values[path] === 'number' ? values[path] : valueText(values[path]),
        ),
        mean,
      ],
      emphasis: rank === 0,
    })),
  });
}

/** Draws the effect of a parameter: numbers as a dot for each variant with a straight trend, others as mean and best. */
export function effectChart({ points, values }: Effect, name: string, heading: string): string {
  const title = `${heading} by ${name}`;
  if (values.length > 2 && points.length > 0) return scatterChart(points, title, name, heading);
  return pointChart({
    title,
    xLabel: heading,
    categories: values.map(({ value }) => valueText(value)),
    groups: [
      { label: 'mean', values: values.map(({ mean }) => ({ value: mean, deviation: null })) },
      { label: 'best', values: values.map(({ best }) => ({ value: best, deviation: null })) },
    ],
  });
}

function scatterChart(points: Effect['points'], title: string, name: string, heading: string): string {
  const isLogarithmic = isWide(points.map(({ x }) => x));
  const sorted = points.toSorted((a, b) => a.x - b.x);
  const lines: Line[] = [
    // A point without a neighbour is drawn as a dot.
    { label: 'variants', points: sorted.flatMap(({ x, y }): Point[] => [[x, y], [x, null]]) }, // prettier-ignore
    { label: 'trend', points: trendOf(sorted, isLogarithmic ? Math.log : Number), reference: true },
  ];
  return lineChart({ title, xLabel: name, yLabel: heading, lines, isLogarithmic });
}

/**
 * Computes the ends of the least-squares line.
 * @param points sorted by x
 * @param scale scale of the x axis on which the line is straight
 */
function trendOf(points: Effect['points'], scale: (x: number) => number): Point[] {
  const [x, y] = [mean(points.map((point) => scale(point.x))), mean(points.map((point) => point.y))];
  const spread = points.reduce((sum, point) => sum + (scale(point.x) - x) ** 2, 0);
  const slope = points.reduce((sum, point) => sum + (scale(point.x) - x) * (point.y - y), 0) / spread;
  return [points[0]!.x, points.at(-1)!.x].map((end) => [end, y + slope * (scale(end) - x)]);
}

function axisOf(path: string, label: string, variants: readonly MeasuredVariant[]): ParallelAxis {
  const values = variants.map((variant) => variant.values[path]);
  if (!values.every((value) => typeof value === 'number')) return { label, type: 'categories' };
  return { label, type: isWide(values) ? 'logarithmic' : 'linear' };
}

/** Whether values span so wide a range, as learning rates do, that a linear axis would separate only the largest. */
function isWide(values: readonly number[]): boolean {
  const smallest = Math.min(...values);
  return smallest > 0 && Math.max(...values) / smallest > 20;
}
