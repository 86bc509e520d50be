import { attributes, escapeText, shorten, widthOf } from './text.ts';

export interface LegendEntry {
  label: string;
  /** Class of the line. */
  style: string;
}

const margin = 16;
const sampleWidth = 26;
const rowHeight = 20;

/** Height of the legend in a picture of this width; a single line needs none. */
export function legendHeight(entries: readonly LegendEntry[], width: number): number {
  if (entries.length < 2) return 0;
  return Math.ceil(entries.length / columnsOf(entries, width)) * rowHeight + 8;
}

/** The lines' labels in even columns below `top`, each beside a sample of its line. */
export function renderLegend(entries: readonly LegendEntry[], width: number, top: number): string {
  if (entries.length < 2) return '';
  const columns = columnsOf(entries, width);
  const columnWidth = (width - 2 * margin) / columns;
  return entries
    .map(({ label, style }, index) => {
      const x = Math.round(margin + (index % columns) * columnWidth);
      const y = top + Math.floor(index / columns) * rowHeight;
      const text = escapeText(shorten(label, columnWidth - sampleWidth - 10));
      return `<g${attributes({ class: style })}><title>${escapeText(label)}</title><path class="line" d="M${x},${y}h20"/><text class="legend" x="${x + sampleWidth}" y="${y + 4}">${text}</text></g>`;
    })
    .join('\n');
}

function columnsOf(entries: readonly LegendEntry[], width: number): number {
  const widest = Math.max(...entries.map(({ label }) => widthOf(label))) + sampleWidth + 14;
  const fitting = Math.floor((width - 2 * margin) / widest);
  return Math.min(entries.length, Math.max(1, fitting));
}
