import type { Placed } from './placed.ts';
import { type Problem, ProblemsError } from './problem.ts';
import { allowedWords, describeValue } from './words.ts';

/**
 * What references in a pipeline can name: the parts of the experiment, `experiment` itself, `matrix`, `each`, which holds
 * what the values of axes that are mappings stand for, and `series`.
 */
export type Scope = Record<string, unknown>;

/**
 * The value with its references replaced: a text that is one reference, such as `${heatmaps}`, becomes the value
 * itself, of whatever kind; inside a longer text a reference becomes text.
 * @throws ProblemsError for a reference to nothing
 */
export function resolveReferences(placed: Placed, scope: Scope): unknown {
  if (placed.kind === 'list') return placed.items.map((item) => resolveReferences(item, scope));
  if (placed.kind === 'map')
    return Object.fromEntries(
      [...placed.entries].map(([key, { value }]) => [key, resolveReferences(value, scope)]),
    );
  return typeof placed.value === 'string' ? resolveText(placed.value, placed, scope) : placed.value;
}

function resolveText(text: string, { place }: Placed, scope: Scope): unknown {
  const whole = /^\$\{([^{}]*)\}$/.exec(text);
  if (whole) return lookUp(whole[1]!, scope, place);
  return text.replaceAll(/\$\{([^{}]*)\}/g, (reference, path: string) => {
    const value = lookUp(path, scope, place);
    if (typeof value !== 'object') return String(value);
    const message = `${reference} is ${describeValue(value)}, which cannot be part of a text.`;
    throw new ProblemsError([{ place, message }]);
  });
}

/**
 * The value at a dotted path.
 * @param place where the path is written
 * @throws ProblemsError where there is none
 */
export function lookUp(path: string, scope: Scope, place: Problem['place']): unknown {
  let value: unknown = scope;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
      const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
      const message = `Nothing is called ${describeValue(path)}: there is no ${describeValue(key)}.`;
      throw new ProblemsError([{ place, message, hint: keys.length ? allowedWords(keys, key) : undefined }]);
    }
    value = (value as Scope)[key];
  }
  return value;
}
