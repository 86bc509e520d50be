import { element } from './elements.ts';

type Order = 'ascending' | 'descending';

/**
 * Turns headings into buttons: the first press sorts, the second reverses the order, the third restores the original
 * order.
 */
export function enableSorting(table: HTMLTableElement): void {
  const body = table.tBodies[0]!;
  const asWritten = [...body.rows];
  if (asWritten.length < 2) return;
  const headings = [...table.tHead!.rows[0]!.cells];
  headings.forEach((heading, column) => {
    const toggle = element('button', { type: 'button' }, ...heading.childNodes);
    heading.append(toggle);
    toggle.addEventListener('click', () => {
      const order = nextOrder(heading.ariaSort);
      for (const other of headings) other.removeAttribute('aria-sort');
      if (order) heading.ariaSort = order;
      body.append(...(order ? sorted(asWritten, column, order) : asWritten));
    });
  });
}

function nextOrder(order: string | null): Order | undefined {
  if (order === null) return 'ascending';
  return order === 'ascending' ? 'descending' : undefined;
}

/** Sorts numbers by size and words by the alphabet. Cells without a value come last in both orders. */
function sorted(rows: HTMLTableRowElement[], column: number, order: Order): HTMLTableRowElement[] {
  const sign = order === 'ascending' ? 1 : -1;
  const keyed = rows.map((row) => ({ row, key: keyOf(row.cells[column]) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined)
      return Number(a.key === undefined) - Number(b.key === undefined);
    return sign * compare(a.key, b.key);
  });
  return keyed.map(({ row }) => row);
}

function keyOf(cell: HTMLTableCellElement | undefined): number | string | undefined {
  const text = cell?.dataset.value ?? cell?.textContent?.trim() ?? '';
  if (text === '' || text === '–') return undefined;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

const collator = new Intl.Collator(undefined, { numeric: true });

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}
