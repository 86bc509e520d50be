import { plainText, shorten, widthOf } from './text.ts';
import { colour } from './theme.ts';

export interface LegendEntry {
  /** Name of the series. */
  name: string;
  label: string;
  /** Icon of ECharts; by default a line with its symbol. */
  icon?: string;
}

const margin = 14;
const sampleWidth = 32;
const rowHeight = 21;

/** Height of the legend in a picture of this width. A single series has no legend. */
export function legendHeight(entries: readonly LegendEntry[], width: number): number {
  if (entries.length < 2) return 0;
  return Math.ceil(entries.length / columnsOf(entries, width)) * rowHeight + 6;
}

/** Makes an ECharts legend at the bottom of the picture, in columns of equal width. Long labels are shortened. */
export function legend(entries: readonly LegendEntry[], width: number): object {
  const columns = columnsOf(entries, width);
  const labelWidth = Math.floor((width - 2 * margin) / columns) - sampleWidth - 6;
  const labels = new Map(entries.map(({ name, label }) => [name, shorten(plainText(label), labelWidth)]));
  return {
    show: entries.length > 1,
    left: margin,
    right: margin,
    bottom: 2,
    align: 'left',
    padding: 0,
    itemWidth: sampleWidth - 10,
    itemHeight: 9,
    itemGap: 6,
    selectedMode: false,
    data: entries.map(({ name, icon }) => ({ name, icon })),
    formatter: (name: string) => labels.get(name),
    textStyle: { fontSize: 13, color: colour('text'), width: labelWidth, lineHeight: rowHeight - 6 },
  };
}

function columnsOf(entries: readonly LegendEntry[], width: number): number {
  const widest = Math.max(...entries.map(({ label }) => widthOf(plainText(label)))) + sampleWidth + 10;
  const fitting = Math.floor((width - 2 * margin) / widest);
  return Math.min(entries.length, Math.max(1, fitting));
}
