import { element } from './elements.ts';

/** Smallest number of rows that get a search field. */
const fewestRows = 6;

/** Adds a field above the table that keeps only the rows with all its words. */
export function enableSearch(table: HTMLTableElement): void {
  const rows = [...table.tBodies[0]!.rows];
  if (rows.length < fewestRows) return;
  const texts = rows.map((row) => row.textContent!.toLowerCase());
  const caption = table.caption?.textContent ?? '';
  const field = element('input', { type: 'search', placeholder: 'Search', ariaLabel: `Search: ${caption}` });
  const count = element('output', { className: 'count' });
  field.addEventListener('input', () => {
    const words = field.value.toLowerCase().split(/\s+/);
    let found = 0;
    rows.forEach((row, index) => {
      row.hidden = !words.every((word) => texts[index]!.includes(word));
      if (!row.hidden) found++;
    });
    count.textContent = found < rows.length ? `${found} of ${rows.length}` : '';
  });
  table.closest('.table')!.prepend(element('div', { className: 'search' }, field, count));
}
