import { compileTemplate } from './template.ts';
import cell from './templates/cell.hbs';
import template from './templates/table.hbs';

/** A table that readers can sort and search if it has several rows. */
export interface Table {
  /** Unique on the page. */
  id: string;
  caption: string;
  /** Headings. A column of words is marked and aligned as text; the first column always is. */
  columns: readonly (string | { heading: string; isText: boolean })[];
  /** The first cell of a row names it. */
  rows: readonly (readonly (string | Cell)[])[];
  /** Row that stays below the others, such as means. */
  foot?: readonly (string | Cell)[];
}

/** A cell, whose text is escaped. */
export interface Cell {
  text: string;
  /** Number by which rows are sorted if the text is not that number. */
  value?: number;
  /** An address on the page, or relative to it. */
  link?: string;
  isStrong?: boolean;
  /** Whether only the beginning is visible; the whole text can be selected and copied. */
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
  // Templates take the number 0 for no value, but not the text '0'.
  return { tag, isHeading, isText, text, value: String(value ?? ''), link, isStrong, isDigest };
}
