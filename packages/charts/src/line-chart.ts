import { numericAxis } from './axis.ts';
import { type LegendEntry, legend, legendHeight } from './legend.ts';
import { lineColour, noValues, render, titleHeight } from './render.ts';
import { colour, seriesColours } from './theme.ts';
import { type Position, thin } from './thin.ts';

/** x and y; a missing or non-finite y is a gap in the line. */
export type Point = readonly [x: number, y: number | null];

export interface Line {
  label: string;
  points: readonly Point[];
  /**
   * Whether the line stands out: it is drawn above the others, in the colour of the text, such as a mean among its
   * seeds.
   */
  emphasis?: boolean;
  /** Whether the line is only for comparison: it is drawn below the others, thin and grey. */
  reference?: boolean;
}

export interface LineChart {
  title: string;
  xLabel: string;
  yLabel: string;
  lines: readonly Line[];
  /**
   * Smallest and largest value shown; by default the range of the points, extended to round numbers. Points outside
   * are not drawn.
   */
  xDomain?: readonly [number, number];
  yDomain?: readonly [number, number];
  /** Whether the x axis is logarithmic; x must then be positive. */
  isLogarithmic?: boolean;
  /** Width of the picture and height of its plot, in the units of its 13-unit text. */
  width?: number;
  plotHeight?: number;
}

/**
 * Draws lines as one standalone SVG picture, which scales to its place and follows light and dark mode. An HTML page
 * can include it unchanged. The same chart always gives the same text.
 */
export function lineChart(chart: LineChart): string {
  const { title, xLabel, yLabel, lines, xDomain, yDomain, isLogarithmic } = chart;
  const { width = 480, plotHeight = 270 } = chart;
  const isShown = isWithin(xDomain, yDomain);
  const points = lines.flatMap((line) => line.points.filter(isShown));
  const entries = lines.map(({ label }, index): LegendEntry => ({ name: String(index), label }));
  const below = 56 + legendHeight(entries, width);
  const styles = lineStyles(lines);
  const curves = lines.map(({ points }) =>
    thin(
      points.map((point) => (isShown(point) ? point : null)),
      width,
      plotHeight,
      isLogarithmic ? Math.log : undefined,
    ),
  );
  return render({
    title,
    description: `${yLabel} over ${xLabel}: ${lines.map(({ label }) => label).join(', ')}`,
    width,
    height: titleHeight + plotHeight + below,
    lineTooltip: (index) => lines[index]?.label,
    option: {
      title: points.length ? [] : [noValues(titleHeight + plotHeight / 2)],
      grid: { left: 58, right: 18, top: titleHeight, height: plotHeight },
      xAxis: numericAxis({ label: xLabel, values: points.map(([x]) => x), domain: xDomain, isLogarithmic }),
      yAxis: numericAxis({ label: yLabel, values: points.map(([, y]) => y), domain: yDomain }, 42),
      legend: legend(entries, width),
      series: lines.map((line, index) => series(line, index, styles[index]!, curves[index]!)),
    },
  });
}

function series(line: Line, index: number, style: LineStyle, data: (Position | null)[]): object {
  // A point without neighbours is drawn as a dot.
  const isDot = (place: number) => Boolean(data[place]) && !data[place - 1] && !data[place + 1];
  return {
    type: 'line',
    name: String(index),
    z: line.emphasis ? 4 : line.reference ? 2 : 3,
    data: data.map((point) => point ?? [null, null]),
    showSymbol: data.some((_, place) => isDot(place)),
    symbol: (_: unknown, { dataIndex }: { dataIndex: number }) => (isDot(dataIndex) ? 'circle' : 'none'),
    symbolSize: 6,
    silent: true,
    itemStyle: { color: style.color },
    lineStyle: { ...style, join: 'round', cap: 'round' },
  };
}

type LineStyle = { color: string; width: number; type: 'solid' | number[]; opacity?: number };

const dashes: LineStyle['type'][] = ['solid', [7, 4], [2, 4]];

/** Styles of the lines. When the colours are used up, they return dashed, then dotted. */
function lineStyles(lines: readonly Line[]): LineStyle[] {
  const width = lines.some(({ emphasis }) => emphasis) ? 1.3 : 1.8;
  let plain = 0;
  return lines.map(({ emphasis, reference }, index) => {
    if (emphasis) return { color: lineColour(index, colour('text')), width: 2.6, type: 'solid' };
    if (reference) return { color: lineColour(index, colour('axis')), width: 1, type: [4, 4] };
    const shown = seriesColours[plain % seriesColours.length]!;
    const type = dashes[Math.floor(plain++ / seriesColours.length) % dashes.length]!;
    return { color: lineColour(index, shown), width, type };
  });
}

function isWithin(...domains: [LineChart['xDomain'], LineChart['yDomain']]) {
  return (point: Point): point is Position =>
    domains.every((domain = [-Infinity, Infinity], axis) => {
      const value = point[axis] ?? NaN;
      return Number.isFinite(value) && value >= domain[0] && value <= domain[1];
    });
}
