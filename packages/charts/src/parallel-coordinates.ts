import { color } from 'echarts/core';
import { extent, formatNumber } from './axis.ts';
import { lineColour, noValues, render, titleHeight } from './render.ts';
import { shorten } from './text.ts';
import { colour, sequentialColours } from './theme.ts';

/** Parallel coordinates (Inselberg, 1985): each line is an item, and each axis is one of its properties. */
export interface ParallelCoordinates {
  title: string;
  axes: readonly ParallelAxis[];
  lines: readonly ParallelLine[];
  /** Index of the numeric axis whose values determine the colours of the lines; by default the last. */
  colourBy?: number;
  width?: number;
  plotHeight?: number;
}

export interface ParallelAxis {
  label: string;
  /** Kind of axis; a logarithmic one shows positive numbers only. */
  type: 'linear' | 'logarithmic' | 'categories';
}

export interface ParallelLine {
  label: string;
  /** One value per axis: a number, or any text on an axis of categories; null is a gap. */
  values: readonly (number | string | null)[];
  /** Whether the line stands out, thicker and above the others, such as the best. */
  emphasis?: boolean;
}

/** Margin on both sides, which holds half of the name of the first and the last axis. */
const margin = 84;

/** Draws one line per variant over all axes, coloured from blue (low) to orange (high). */
export function parallelCoordinates(chart: ParallelCoordinates): string {
  const { title, axes, lines, colourBy = axes.length - 1, width = 960, plotHeight = 300 } = chart;
  const categories = axes.map(({ type }, axis) =>
    type === 'categories' ? categoriesOf(lines.map(({ values }) => values[axis] ?? null)) : [],
  );
  const metric = lines.map(({ values }) => Number(values[colourBy] ?? NaN));
  const [lowest, highest] = extent(metric.filter(Number.isFinite));
  const shareOf = (value: number) => (highest > lowest ? (value - lowest) / (highest - lowest) : 1);
  const room = Math.min(2 * margin - 8, (width - 2 * margin) / Math.max(1, axes.length - 1) - 10);
  return render({
    title,
    description: `Parallel coordinates over ${axes.map(({ label }) => label).join(', ')}: ${lines.length} lines`,
    width,
    height: titleHeight + plotHeight + 64,
    lineTooltip: (index) => tooltipOf(lines[index]!, axes),
    option: {
      title: lines.length ? [] : [noValues(titleHeight + plotHeight / 2)],
      parallel: { left: margin, right: margin, top: titleHeight + 34, height: plotHeight },
      parallelAxis: axes.map((axis, dim) => ({
        dim,
        ...axisOption(axis, categories[dim]!),
        name: shorten(axis.label, room),
      })),
      series: lines.map(({ values, emphasis }, index) => ({
        type: 'parallel',
        silent: true,
        z: emphasis ? 4 : 3,
        lineStyle: {
          color: lineColour(index, colourAt(shareOf(metric[index]!))),
          width: emphasis ? 3.5 : 1.5,
          opacity: emphasis ? 1 : 0.7,
        },
        data: [
          values.map((value, axis) =>
            value !== null && axes[axis]!.type === 'categories'
              ? categories[axis]!.indexOf(String(value))
              : (value ?? NaN),
          ),
        ],
      })),
    },
  });
}

/** Lists the categories, in ascending order if all are numbers, otherwise in their order of appearance. */
function categoriesOf(values: readonly (number | string | null)[]): string[] {
  const present = [...new Set(values.filter((value) => value !== null))];
  const ordered = present.every((value) => typeof value === 'number')
    ? present.sort((a, b) => a - b)
    : present;
  return ordered.map(String);
}

function axisOption({ type }: ParallelAxis, categories: string[]): object {
  const common = {
    nameLocation: 'end',
    nameGap: 16,
    nameTextStyle: { fontSize: 13, color: colour('text') },
    axisLabel: { fontSize: 12, color: colour('quiet'), interval: 0, formatter: formatNumber },
    axisLine: { lineStyle: { color: colour('axis') } },
    axisTick: { lineStyle: { color: colour('axis') } },
  };
  if (type !== 'categories') return { ...common, type: type === 'linear' ? 'value' : 'log', scale: true };
  const formatter = (index: string) => shorten(categories[Number(index)]!, 110);
  return {
    ...common,
    type: 'category',
    data: categories.map((_, index) => String(index)),
    axisLabel: { ...common.axisLabel, formatter },
  };
}

function colourAt(share: number): string {
  return Number.isFinite(share) ? (color.lerp(share, sequentialColours) as string) : colour('axis');
}

function tooltipOf({ label, values }: ParallelLine, axes: readonly ParallelAxis[]): string {
  const settings = axes.map((axis, index) => `${axis.label} ${values[index] ?? 'none'}`);
  return `${label}: ${settings.join(', ')}`;
}
