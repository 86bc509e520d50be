/** Escapes text that Markdown would take for markup, except `code`. */
export function escapeMarkdown(text: string): string {
  return text.replace(/`([^`]+)`|[\\`*_{}[\]<>|#]/g, (found, inner?: string) =>
    inner === undefined ? `\\${found}` : code(inner),
  );
}

/** Formats a value as code for a table. */
export function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  const padding = text.includes('`') ? ' ' : '';
  // A bar ends a cell, even in code.
  return fence + padding + text.replaceAll('|', '\\|') + padding + fence;
}

/** Makes a table of rows below a header. */
export function table(header: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
