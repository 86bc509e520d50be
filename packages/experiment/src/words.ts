import { didYouMean } from '@fcdd/errors';
import { withoutControls } from './place.ts';

/** Keys and indices that lead from the whole to a part. */
export type Path = (string | number)[];

/** The allowed words, after the one that was probably meant by what was found. */
export function allowedWords(allowed: string[], found: unknown = ''): string {
  const list = allowed.length === 1 ? `Allowed is ${allowed[0]}.` : `Allowed are ${allowed.join(', ')}.`;
  return [didYouMean(found, allowed), list].filter(Boolean).join(' ');
}

/** `a.b[2].c`. */
export function formatPath(path: Path): string {
  const parts = path.map((part, index) =>
    typeof part === 'number' ? `[${part}]` : index ? `.${part}` : part,
  );
  return withoutControls(parts.join(''));
}

/** A value as messages show it. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a mapping';
  if (typeof value !== 'string') return String(value);
  return `'${withoutControls(value.length > 60 ? `${value.slice(0, 60)}...` : value)}'`;
}
