/** What a cell holds; null and undefined leave it empty. */
export type CsvCell = string | number | null | undefined;

/** A table for spreadsheets (RFC 4180). Texts that a spreadsheet would compute are kept from it by an apostrophe. */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [header, ...rows].map((cells) => `${cells.map(textOf).join(',')}\r\n`).join('');
}

function textOf(cell: CsvCell): string {
  return typeof cell === 'string' ? quoted(harmless(cell)) : String(cell ?? '');
}

function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
