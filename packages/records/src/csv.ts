/** Content of a cell; null and undefined leave it empty. */
export type CsvCell = string | number | null | undefined;

/** Writes a table for spreadsheets (RFC 4180). An apostrophe before a text prevents that it is computed as a formula. */
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
