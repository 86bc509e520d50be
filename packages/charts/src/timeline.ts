import type { CustomSeriesRenderItem } from 'echarts';
import { categoryAxis, numericAxis } from './axis.ts';
import { legend, legendHeight } from './legend.ts';
import { noValues, render, titleHeight } from './render.ts';
import { shorten, widthOf } from './text.ts';
import { colour, seriesColours } from './theme.ts';

/** A Gantt chart, which shows when each task ran. */
export interface Timeline {
  title: string;
  xLabel: string;
  /** Rows from the top. */
  lanes: readonly Lane[];
  /** Meanings of the kinds of bars. */
  legend: Record<BarKind, string>;
  width?: number;
}

export interface Lane {
  label: string;
  bars: readonly Bar[];
}

export type BarKind = 'done' | 'reused';

export interface Bar {
  start: number;
  /** Bars of a lane may overlap and then look darker. A bar that ends when it starts is drawn as a diamond. */
  end: number;
  /** Kind of bar: `done` is solid, `reused` is an outline. */
  kind: BarKind;
  /** Text under the pointer. */
  tooltip: string;
}

const laneHeight = 26;
const kinds: BarKind[] = ['done', 'reused'];

/** Draws one row per lane, over a common time axis. */
export function timeline({ title, xLabel, lanes, legend: labels, width = 960 }: Timeline): string {
  const bars = lanes.flatMap(({ bars }, lane) => bars.map((bar) => ({ ...bar, lane })));
  const labelWidth = Math.min(width / 3, Math.max(...lanes.map(({ label }) => widthOf(label)), 0));
  const used = kinds.filter((kind) => bars.some((bar) => bar.kind === kind));
  const entries = used.map((kind) => ({ name: kind, label: labels[kind], icon: iconOf(kind) }));
  const plotHeight = Math.max(2, lanes.length) * laneHeight;
  const ofKind = (kind: BarKind) => bars.filter((bar) => bar.kind === kind);
  return render({
    title,
    description: `One row for each of: ${lanes.map(({ label }) => label).join(', ')}`,
    width,
    height: titleHeight + plotHeight + 56 + legendHeight(entries, width),
    tooltip: (series, item) => ofKind(used[series]!)[item]?.tooltip,
    option: {
      title: bars.length ? [] : [noValues(titleHeight + plotHeight / 2)],
      grid: { left: labelWidth + 18, right: 22, top: titleHeight, height: plotHeight },
      xAxis: { ...numericAxis({ label: xLabel, values: [] }), min: 0 },
      yAxis: {
        ...categoryAxis(
          lanes.map(({ label }) => label),
          (label) => shorten(label, labelWidth),
        ),
        inverse: true,
      },
      legend: legend(entries, width),
      series: used.map((kind) => ({
        type: 'custom',
        name: kind,
        itemStyle: styleOf(kind),
        renderItem: drawBar(kind),
        data: ofKind(kind).map(({ start, end, lane }) => [start, end, lane]),
        encode: { x: [0, 1], y: 2 },
      })),
    },
  });
}

function drawBar(kind: BarKind): CustomSeriesRenderItem {
  return (_, api) => {
    const [left, middle] = api.coord([api.value(0), api.value(2)]) as [number, number];
    const [right] = api.coord([api.value(1), api.value(2)]) as [number, number];
    const half = laneHeight * 0.31;
    const style = styleOf(kind);
    if (api.value(0) === api.value(1)) {
      const points = [
        [left - half, middle],
        [left, middle - half],
        [left + half, middle],
        [left, middle + half],
      ];
      return { type: 'polygon', shape: { points }, style: toElementStyle(style) };
    }
    // Narrower bars would be invisible.
    const width = Math.max(1.5, right - left);
    return {
      type: 'rect',
      shape: { x: left, y: middle - half, width, height: 2 * half },
      style: toElementStyle(style),
    };
  };
}

interface BarStyle {
  color: string;
  borderColor: string;
  borderWidth: number;
  opacity: number;
}

function styleOf(kind: BarKind): BarStyle {
  const [done, reused] = [seriesColours[0]!, seriesColours[4]!];
  return kind === 'done'
    ? { color: done, borderColor: done, borderWidth: 0, opacity: 0.75 }
    : { color: colour('paper'), borderColor: reused, borderWidth: 1.5, opacity: 1 };
}

function toElementStyle({ color, borderColor, borderWidth, opacity }: BarStyle): object {
  return { fill: color, stroke: borderColor, lineWidth: borderWidth, opacity };
}

function iconOf(kind: BarKind): string {
  return kind === 'done' ? 'roundRect' : 'diamond';
}
