import type { Location } from '@fcdd/errors';

/** A text that values are written in: a file, or one value given on the command line. */
export interface SourceText {
  /** How messages call it: the file's path, or `--set path=value`. */
  label: string;
  text: string;
  /** Whether messages show its line and column; the text of an override is its label. */
  hasLines: boolean;
}

/** Where something is written. An empty range is the source as a whole. */
export interface Place {
  source: SourceText;
  /** Offset of its first character. */
  start: number;
  /** Offset after its last character. */
  end: number;
}

/** The place as file, line and column, both from 1. */
export function locationOf({ source, start }: Place): Location {
  if (!source.hasLines) return { file: source.label };
  const before = source.text.slice(0, start).split('\n');
  return { file: source.label, line: before.length, column: before.at(-1)!.length + 1 };
}

/** The line that the place starts in, and below it a mark under the place; none for an empty range. */
export function excerptOf({ source, start, end }: Place): string[] {
  if (!source.hasLines || end <= start) return [];
  const { line, column } = locationOf({ source, start, end }) as Required<Location>;
  const text = source.text.split('\n')[line - 1]!;
  const length = Math.min(end - start, text.trimEnd().length - column + 1, CONTEXT);
  const first = Math.max(0, column - 1 - CONTEXT);
  const shown = text.slice(first, column - 1 + length + CONTEXT).trimEnd();
  const margin = String(line).padStart(4);
  return [
    `${margin} | ${withoutControls(shown)}`,
    `${' '.repeat(margin.length)} | ${' '.repeat(column - 1 - first)}${'^'.repeat(Math.max(1, length))}`,
  ];
}

/** Characters of a long line that are shown of the place, before it and after it. */
const CONTEXT = 80;

/** The text, as wide as before, with other characters in place of those that would steer a terminal. */
export function withoutControls(text: string): string {
  return text.replace(/\t/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '\u{FFFD}');
}
