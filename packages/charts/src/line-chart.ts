import { line } from 'd3-shape';
import { type Axis, createAxis } from './axis.ts';
import { type LegendEntry, legendHeight, renderLegend } from './legend.ts';
import { lineStyles, styleSheet } from './style.ts';
import { attributes, escapeText, shorten } from './text.ts';

/** x and y; a missing or non-finite y is a gap in the line. */
export type Point = readonly [x: number, y: number | null];

export interface Line {
  label: string;
  points: readonly Point[];
  /** Drawn above the others in the colour of the text, which then step back: a mean among its seeds. */
  emphasis?: boolean;
  /** Drawn thin and grey below the others: something to compare with. */
  reference?: boolean;
}

export interface LineChart {
  title: string;
  xLabel: string;
  yLabel: string;
  lines: readonly Line[];
  /** Smallest and largest value shown; by default what the points need, rounded to even numbers. */
  xDomain?: readonly [number, number];
  yDomain?: readonly [number, number];
  /** Width of the picture and height of its plot, in the units of its 13-unit text. */
  width?: number;
  plotHeight?: number;
}

/** Larger and bold. */
const titleCharacterWidth = 9.6;

/**
 * Draws lines as one standalone SVG picture, which scales to its place, follows the reader's light or dark mode, and
 * may be put into an HTML page as it is. The same chart always gives the same text.
 */
export function lineChart(chart: LineChart): string {
  const { title, xLabel, yLabel, lines, width = 480, plotHeight = 270 } = chart;
  const points = lines.flatMap((line) => line.points.filter(isDrawn));
  const y = createAxis(
    points.map(([, y]) => y),
    [plotHeight, 0],
    chart.yDomain,
  );
  const top = 40;
  const left = 38 + y.labelWidth;
  const plotWidth = width - left - 16;
  const x = createAxis(
    points.map(([x]) => x),
    [0, plotWidth],
    chart.xDomain,
  );
  const styles = lineStyles(lines);
  const entries = lines.map(({ label }, index): LegendEntry => ({ label, style: styles[index]! }));
  const legendTop = top + plotHeight + 64;
  const height = legendTop + legendHeight(entries, width);

  const drawn = lines.map((line, index) => renderLine(line, styles[index]!, x, y));
  const isAbove = (index: number) => (lines[index]!.emphasis ? 1 : lines[index]!.reference ? -1 : 0);
  const order = lines.map((_, index) => index).sort((a, b) => isAbove(a) - isAbove(b));

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="line-chart" role="img" viewBox="0 0 ${width} ${height}"${attributes({ 'aria-label': title })}>`,
    `<title>${escapeText(title)}</title>`,
    `<desc>${escapeText(`${yLabel} over ${xLabel}: ${lines.map(({ label }) => label).join(', ')}`)}</desc>`,
    `<style>${styleSheet}</style>`,
    `<rect class="background" width="${width}" height="${height}"/>`,
    `<text class="title" x="${width / 2}" y="22">${escapeText(shorten(title, width - 24, titleCharacterWidth))}</text>`,
    `<g transform="translate(${left} ${top})">`,
    renderGrid(x, y, plotWidth, plotHeight),
    // A nested picture clips what a given domain leaves out, without an id that a page would have to keep unique.
    `<svg x="-4" y="-4" width="${plotWidth + 8}" height="${plotHeight + 8}" viewBox="-4 -4 ${plotWidth + 8} ${plotHeight + 8}">`,
    ...order.map((index) => drawn[index]!),
    '</svg>',
    points.length === 0
      ? `<text class="empty" x="${plotWidth / 2}" y="${plotHeight / 2}">No values</text>`
      : '',
    `<text class="label" x="${plotWidth / 2}" y="${plotHeight + 40}">${escapeText(xLabel)}</text>`,
    `<text class="label" transform="translate(${16 - left} ${plotHeight / 2}) rotate(-90)">${escapeText(yLabel)}</text>`,
    '</g>',
    renderLegend(entries, width, legendTop),
    '</svg>',
  ]
    .filter(Boolean)
    .join('\n')
    .concat('\n');
}

function isDrawn(point: Point): point is readonly [number, number] {
  return Number.isFinite(point[0]) && Number.isFinite(point[1]);
}

function renderGrid(x: Axis, y: Axis, width: number, height: number): string {
  const vertical = x.ticks.map(
    ({ position, text }) =>
      `<path class="grid" d="M${position},0V${height}"/><text class="tick x" x="${position}" y="${height + 18}">${escapeText(text)}</text>`,
  );
  const horizontal = y.ticks.map(
    ({ position, text }) =>
      `<path class="grid" d="M0,${position}H${width}"/><text class="tick y" x="-8" y="${position + 4}">${escapeText(text)}</text>`,
  );
  return [...vertical, ...horizontal, `<path class="axis" d="M0,0V${height}H${width}"/>`].join('\n');
}

/** A path with a gap at every point that is none, and a dot where a point has no neighbour to be joined to. */
function renderLine({ label, points }: Line, style: string, x: Axis, y: Axis): string {
  const positions = thin(
    points.map((point) => (isDrawn(point) ? ([x.position(point[0]), y.position(point[1])] as const) : null)),
  );
  const path = line<Position | null>()
    .defined((position) => position !== null)
    .x((position) => position![0])
    .y((position) => position![1])
    .digits(1);
  const dots = positions.filter((_, index) => !positions[index - 1] && !positions[index + 1]);
  return [
    `<g${attributes({ class: style })}><title>${escapeText(label)}</title>`,
    `<path class="line" d="${path(positions) ?? ''}"/>`,
    ...dots.map((dot) => dot && `<circle class="dot" cx="${dot[0]}" cy="${dot[1]}" r="3"/>`),
    '</g>',
  ]
    .filter(Boolean)
    .join('');
}

type Position = readonly [x: number, y: number];

/** Leaves out what lies within half a unit of the point before: a curve of 10,000 thresholds stays small. */
function thin(positions: (Position | null)[]): (Position | null)[] {
  let kept: Position | null = null;
  return positions.filter((position, index) => {
    const isLast = !positions[index + 1];
    const isNear = position && kept && Math.hypot(position[0] - kept[0], position[1] - kept[1]) < 0.5;
    if (isNear && !isLast) return false;
    kept = position;
    return true;
  });
}
