import { extent, numericAxis, tickLabel } from './axis.ts';
import { legend, legendHeight } from './legend.ts';
import { noValues, render, titleHeight } from './render.ts';
import { seriesColours } from './theme.ts';

/** Values that are counted together, such as the scores of one label. */
export interface HistogramGroup {
  label: string;
  /** One list per repetition, such as a seed. The bars show their mean, and thin outlines show each of them. */
  repetitions: readonly (readonly number[])[];
}

export interface Histogram {
  title: string;
  xLabel: string;
  groups: readonly HistogramGroup[];
  /** Number of bins; by default 40. */
  bins?: number;
  width?: number;
  plotHeight?: number;
}

/** Ratio of large to typical values above which a linear axis would leave most bins empty. */
const widestLinearRatio = 100;

/**
 * Draws the distribution of each group's values, as shares of the group, so that groups of different sizes are
 * comparable. The axis is logarithmic where values are positive and differ by orders of magnitude.
 */
export function histogram(chart: Histogram): string {
  const { title, xLabel, groups, bins = 40, width = 480, plotHeight = 270 } = chart;
  const values = groups.flatMap(({ repetitions }) => repetitions.flat()).filter(Number.isFinite);
  const isLogarithmic = spansMagnitudes(values);
  const edges = binEdges(values, bins, isLogarithmic);
  const entries = groups.map(({ label }, index) => ({ name: String(index), label, icon: 'roundRect' }));
  const shares = groups.map(({ repetitions }) =>
    repetitions.map((repetition) => sharesOf(repetition.filter(Number.isFinite), edges)),
  );
  return render({
    title,
    description: `Distribution of ${xLabel}: ${groups.map(({ label }) => label).join(', ')}`,
    width,
    height: titleHeight + plotHeight + 56 + legendHeight(entries, width),
    option: {
      title: values.length ? [] : [noValues(titleHeight + plotHeight / 2)],
      grid: { left: 58, right: 18, top: titleHeight, height: plotHeight },
      xAxis: {
        ...numericAxis({
          label: isLogarithmic ? `${xLabel} (logarithmic)` : xLabel,
          values: [],
          isLogarithmic,
        }),
        // The ends are values of the data, not round numbers.
        axisLabel: endlessLabel,
        ...(values.length && { min: edges[0], max: edges.at(-1) }),
        splitLine: { show: false },
      },
      yAxis: { ...numericAxis({ label: 'Share, %', values: [] }, 42), min: 0 },
      legend: legend(entries, width),
      series: shares.flatMap((repetitions, group) => {
        const outlines = repetitions.length > 1 ? repetitions.map((one) => outline(one, edges, group)) : [];
        return [...outlines, area(meanOf(repetitions), edges, group)];
      }),
    },
  });
}

const endlessLabel = { ...tickLabel, showMinLabel: false, showMaxLabel: false };

function spansMagnitudes(values: readonly number[]): boolean {
  const sorted = Float64Array.from(values).sort();
  if (!(sorted[0]! > 0)) return false;
  const quantile = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  return (
    quantile(1) / quantile(0.5) > widestLinearRatio || quantile(0.99) / quantile(0.01) > widestLinearRatio
  );
}

function binEdges(values: readonly number[], bins: number, isLogarithmic: boolean): number[] {
  const [smallest, largest] = values.length ? extent(values) : [0, 1];
  const [low, high] = smallest === largest ? [smallest - 0.5, largest + 0.5] : [smallest, largest];
  return Array.from({ length: bins + 1 }, (_, edge) => {
    const share = edge / bins;
    return isLogarithmic ? low * (high / low) ** share : low + (high - low) * share;
  });
}

/**
 * Computes the share of the values in each bin, in percent. A bin includes its lower edge; the last one includes
 * both.
 */
function sharesOf(values: readonly number[], edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const value of values) {
    let [first, last] = [0, counts.length - 1];
    while (first < last) {
      const middle = (first + last + 1) >> 1;
      if (value >= edges[middle]!) first = middle;
      else last = middle - 1;
    }
    counts[first]!++;
  }
  return counts.map((count) => (100 * count) / Math.max(1, values.length));
}

function meanOf(repetitions: readonly number[][]): number[] {
  const [first = []] = repetitions;
  return first.map(
    (_, bin) => repetitions.reduce((sum, shares) => sum + shares[bin]!, 0) / repetitions.length,
  );
}

function area(shares: number[], edges: readonly number[], group: number): object {
  const color = seriesColours[group % seriesColours.length]!;
  return {
    ...steps(shares, edges),
    name: String(group),
    z: 3,
    itemStyle: { color },
    lineStyle: { color, width: 1.6 },
    areaStyle: { color, opacity: 0.28 },
  };
}

function outline(shares: number[], edges: readonly number[], group: number): object {
  const color = seriesColours[group % seriesColours.length]!;
  return { ...steps(shares, edges), z: 2, lineStyle: { color, width: 0.8, opacity: 0.45 } };
}

function steps(shares: number[], edges: readonly number[]): object {
  const corners = shares.flatMap((share, bin) => [
    [edges[bin]!, share],
    [edges[bin + 1]!, share],
  ]);
  return {
    type: 'line',
    symbol: 'none',
    silent: true,
    data: [[edges[0]!, 0], ...corners, [edges.at(-1)!, 0]],
  };
}
