import { didYouMean } from '@fcdd/errors';
import { withoutControls } from './place.ts';

/** Keys and indices that lead from a value to a part of it. */
export type Path = (string | number)[];

/** Lists the allowed words, after the one that was probably meant. */
export function allowedWords(allowed: string[], found: unknown = ''): string {
  return [didYouMean(found, allowed), `Allowed: ${allowed.join(', ')}.`].filter(Boolean).join(' ');
}

/** Formats a path, such as `a.b[2].c`. */
export function formatPath(path: Path): string {
  const parts = path.map((part, index) =>
    typeof part === 'number' ? `[${part}]` : index ? `.${part}` : part,
  );
  return withoutControls(parts.join(''));
}

/** Formats a value for messages. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a mapping';
  if (typeof value !== 'string') return String(value);
  return `'${withoutControls(value.length > 60 ? `${value.slice(0, 60)}...` : value)}'`;
}
