import type { Location } from '@fcdd/errors';

/** A text with values: a file, or one value from the command line. */
export interface SourceText {
  /** Name in messages: the file's path, or `--set path=value`. */
  label: string;
  text: string;
  /** Whether messages show lines and columns. An override has none: its label shows its text. */
  hasLines: boolean;
}

/** Range of a text in which something is written. An empty range means the whole text. */
export interface Place {
  source: SourceText;
  /** Offset of the first character. */
  start: number;
  /** Offset after the last character. */
  end: number;
}

/** Returns the file of a place, and its line and column, both from 1. */
export function locationOf({ source, start }: Place): Location {
  if (!source.hasLines) return { file: source.label };
  const before = source.text.slice(0, start).split('\n');
  return { file: source.label, line: before.length, column: before.at(-1)!.length + 1 };
}

/** Returns the line in which a place starts, and a line that marks the place; empty for an empty range. */
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

/** Most characters of a line that are shown before the place, of it, and after it. */
const CONTEXT = 80;

/** Replaces characters that would control a terminal, without changing the width of the text. */
export function withoutControls(text: string): string {
  return text.replace(/\t/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '\u{FFFD}');
}
