import type { CustomSeriesRenderItem } from 'echarts';
import { categoryAxis, numericAxis } from './axis.ts';
import { legend, legendHeight } from './legend.ts';
import { noValues, render, titleHeight } from './render.ts';
import { shorten, widthOf } from './text.ts';
import { colour, seriesColours } from './theme.ts';

/** Values of categories, such as classes, with their deviations. */
export interface PointChart {
  title: string;
  /** Label of the axis of values. */
  xLabel: string;
  /** Names of the rows, from the top. */
  categories: readonly string[];
  /** Groups that are compared in each category. */
  groups: readonly PointGroup[];
  /** Whether a value is a dot, or a bar from 0. */
  mark?: 'dot' | 'bar';
  /** Smallest and largest value shown; by default the range of the values, extended to round numbers. */
  xDomain?: readonly [number, number];
  width?: number;
}

export interface PointGroup {
  label: string;
  /** One value per category; null where there is none. */
  values: readonly (MeasuredValue | null)[];
}

export interface MeasuredValue {
  value: number;
  /** Half the length of the error bar, such as a standard deviation; null for no error bar. */
  deviation: number | null;
}

const groupHeight = 15;

/** Draws one row per category with the values of all groups below each other, each with its error bar. */
export function pointChart(chart: PointChart): string {
  const { title, xLabel, categories, groups, mark = 'dot', xDomain, width = 480 } = chart;
  const labelWidth = Math.min(width / 3, Math.max(...categories.map(widthOf), 0));
  const entries = groups.map(({ label }, index) => ({ name: String(index), label, icon: iconOf(mark) }));
  const rowHeight = groups.length * groupHeight + 12;
  const plotHeight = Math.max(2, categories.length) * rowHeight;
  const data = groups.map(({ values }) =>
    values.flatMap((value, category) =>
      value && Number.isFinite(value.value) ? [{ ...value, category }] : [],
    ),
  );
  const ends = data
    .flat()
    .flatMap(({ value, deviation }) => [value - (deviation ?? 0), value + (deviation ?? 0)]);
  return render({
    title,
    description: `${xLabel} of ${categories.join(', ')}, by: ${groups.map(({ label }) => label).join(', ')}`,
    width,
    height: titleHeight + plotHeight + 56 + legendHeight(entries, width),
    tooltip: (group, item) => {
      const shown = data[group]?.[item];
      return shown && tooltipOf(groups[group]!.label, categories[shown.category]!, shown);
    },
    option: {
      title: ends.length ? [] : [noValues(titleHeight + plotHeight / 2)],
      grid: { left: labelWidth + 18, right: 22, top: titleHeight, height: plotHeight },
      xAxis: {
        ...numericAxis({ label: xLabel, values: ends.map((end) => end + 0.1), domain: xDomain }),
        ...(mark === 'bar' && { scale: false }),
      },
      yAxis: {
        ...categoryAxis(categories, (category) => shorten(category, labelWidth)),
        inverse: true,
        splitLine: { show: true, lineStyle: { color: colour('grid') } },
      },
      legend: legend(entries, width),
      series: data.map((values, group) => ({
        type: 'custom',
        name: String(group),
        itemStyle: { color: colourOf(group) },
        renderItem: drawValue(mark, group, groups.length),
        data: values.map(({ value, deviation, category }) => [
          value,
          value - (deviation ?? 0),
          value + (deviation ?? 0),
          category,
        ]),
        encode: { x: [0, 1, 2], y: 3 },
      })),
    },
  });
}

function drawValue(mark: 'dot' | 'bar', group: number, count: number): CustomSeriesRenderItem {
  return (_, api) => {
    const at = (dimension: number) => api.coord([api.value(dimension), api.value(3)]) as [number, number];
    const [x, middle] = at(0);
    const y = middle + (group - (count - 1) / 2) * groupHeight;
    const fill = colourOf(group);
    const [zero] = api.coord([0, api.value(3)]) as [number, number];
    const shown =
      mark === 'dot'
        ? ({ type: 'circle', shape: { cx: x, cy: y, r: 4.5 }, style: { fill } } as const)
        : ({
            type: 'rect',
            shape: { x: Math.min(zero, x), y: y - 5, width: Math.abs(x - zero), height: 10 },
            style: { fill, opacity: 0.8 },
          } as const);
    return {
      type: 'group',
      children: [shown, errorBar(at(1)[0], at(2)[0], y, mark === 'dot' ? fill : colour('text'))],
    };
  };
}

function errorBar(low: number, high: number, y: number, stroke: string) {
  const ends = low === high ? '' : `M${low},${y - 3.5}v7M${high},${y - 3.5}v7`;
  return {
    type: 'path',
    shape: { pathData: `M${low},${y}H${high}${ends}` },
    style: { stroke, fill: 'none', lineWidth: 1.5 },
  } as const;
}

function tooltipOf(group: string, category: string, { value, deviation }: MeasuredValue): string {
  const spread = deviation === null ? '' : ` ± ${Number(deviation.toPrecision(3))}`;
  return `${category}, ${group}: ${Number(value.toPrecision(4))}${spread}`;
}

function colourOf(group: number): string {
  return seriesColours[group % seriesColours.length]!;
}

function iconOf(mark: 'dot' | 'bar'): string {
  return mark === 'dot' ? 'circle' : 'roundRect';
}
