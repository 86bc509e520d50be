import { compileTemplate } from './template.ts';
import cell from './templates/cell.hbs';
import template from './templates/table.hbs';

/** A table that readers sort by its columns and search, where it has several rows. */
export interface Table {
  /** Unique on the page. */
  id: string;
  caption: string;
  /** Headings; a column of words says so and is aligned as such. The first one always is. */
  columns: readonly (string | { heading: string; isText: boolean })[];
  /** The first cell of a row names it. */
  rows: readonly (readonly (string | Cell)[])[];
  /** Stays below the others: means over the rows. */
  foot?: readonly (string | Cell)[];
}

/** Texts are escaped. */
export interface Cell {
  text: string;
  /** What the row is sorted by, where the text is not that number. */
  value?: number;
  /** An address on the page, or relative to it. */
  link?: string;
  isStrong?: boolean;
  /** Only the beginning is shown; all of it can be selected and copied. */
  isDigest?: boolean;
}

export function renderTable({ id, caption, columns, rows, foot = [] }: Table): string {
  const headings = columns.map((column, index) => {
    const { heading, isText } = typeof column === 'string' ? { heading: column, isText: false } : column;
    return { heading, isText: isText || index === 0 };
  });
  const row = (cells: readonly (string | Cell)[]) =>
    cells.map((cell, index) => toView(cell, index === 0, headings[index]?.isText ?? false));
  return render({ id, caption, headings, rows: rows.map(row), foot: row(foot) });
}

const render = compileTemplate(template, { cell });

function toView(cell: string | Cell, isHeading: boolean, isText: boolean) {
  const {
    text,
    value,
    link = '',
    isStrong = false,
    isDigest = false,
  } = typeof cell === 'string' ? ({ text: cell } as Cell) : cell;
  const tag = isHeading ? 'th' : 'td';
  // As a text, 0 is a value to templates.
  return { tag, isHeading, isText, text, value: String(value ?? ''), link, isStrong, isDigest };
}
