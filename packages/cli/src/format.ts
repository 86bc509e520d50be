/** Formats a number of bytes, such as `1.2 MB`. */
export function formatBytes(bytes: number): string {
  return inThousands(bytes, ['B', 'kB', 'MB', 'GB', 'TB']);
}

/** Formats a count, such as `132.9 M`. */
export function formatCount(count: number): string {
  return inThousands(count, ['', 'k', 'M', 'G']).trimEnd();
}

function inThousands(value: number, units: string[]): string {
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** Formats a duration, such as `0.4 s`, `3 min 20 s` or `5 h 12 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return formatWholeSeconds(Math.round(seconds));
}

/** Formats whole seconds, such as `4 s`, `3 min 20 s` or `5 h 12 min`. */
export function formatWholeSeconds(whole: number): string {
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/**
 * Formats a time in the user's time zone, such as `2026-01-31 15:04`.
 * @param time ISO 8601
 */
export function formatTime(time: string): string {
  // The Swedish format of dates is ISO 8601.
  return new Date(time).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
}

/** Formats metrics, such as `loss 0.31, accuracy 0.9`. */
export function formatMetrics(metrics: Record<string, number>): string {
  return Object.entries(metrics)
    .map(([name, value]) => `${name} ${formatNumber(value)}`)
    .join(', ');
}

export function formatNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/**
 * Formats rows as lines with aligned columns.
 * @param rows cells, with the header first
 * @param numeric headers of the columns that are aligned on the right
 */
export function formatTable(rows: [header: string[], ...rows: string[][]], numeric: string[] = []): string {
  const [header] = rows;
  const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const align = (cell: string, column: number) =>
    numeric.includes(header[column]!) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!);
  return rows.map((row) => row.map(align).join('  ').trimEnd()).join('\n');
}
