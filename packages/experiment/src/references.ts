import type { MatrixPoint } from '@fcdd/stage';
import type { Placed } from './placed.ts';
import { type Problem, ProblemsError } from './problem.ts';
import { allowedWords, describeValue } from './words.ts';

/** Names that references in a pipeline can use, besides the parts of the experiment. */
export interface Scope {
  experiment: object;
  matrix?: MatrixPoint;
  /** Meanings of the values of axes that are mappings. */
  each?: Record<string, unknown>;
  series?: MatrixPoint;
}

/** Returns a value with its references replaced, in one scope after another. */
export type Resolver = (scope: Scope) => unknown;

/**
 * Replaces the references in a value. A text that is one reference, such as `${heatmaps}`, becomes the value itself, of
 * any kind; inside a longer text a reference becomes text.
 * @throws ProblemsError for a reference to nothing
 */
export function resolveReferences(placed: Placed, scope: Scope): unknown {
  return createResolver(placed)(scope);
}

/**
 * Makes a function that resolves the references of a value in one scope after another. The scopes may differ only in
 * their matrix point: parts of the value that do not depend on it are resolved once and shared.
 */
export function createResolver(placed: Placed): Resolver {
  const resolve = resolverOf(placed);
  if (refersToPoint(placed)) return resolve;
  let shared: { value: unknown } | undefined;
  return (scope) => (shared ??= { value: resolve(scope) }).value;
}

function resolverOf(placed: Placed): Resolver {
  if (placed.kind === 'list') {
    const resolvers = placed.items.map(createResolver);
    return (scope) => resolvers.map((resolve) => resolve(scope));
  }
  if (placed.kind === 'map') {
    const resolvers = [...placed.entries].map(([key, { value }]) => [key, createResolver(value)] as const);
    return (scope) => Object.fromEntries(resolvers.map(([key, resolve]) => [key, resolve(scope)]));
  }
  const { value, place } = placed;
  return typeof value === 'string' ? textResolver(value, place) : () => value;
}

function refersToPoint(placed: Placed): boolean {
  if (placed.kind === 'list') return placed.items.some(refersToPoint);
  if (placed.kind === 'map') return [...placed.entries.values()].some(({ value }) => refersToPoint(value));
  return typeof placed.value === 'string' && /\$\{(matrix|each|series)\b/.test(placed.value);
}

function textResolver(text: string, place: Problem['place']): Resolver {
  // Texts between references, and paths of references, in turn.
  const parts = text.split(/\$\{([^{}]*)\}/);
  const [before, path, after] = parts;
  if (path === undefined) return () => text;
  if (parts.length === 3 && before === '' && after === '') return (scope) => lookUp(path, scope, place);
  return (scope) =>
    parts.map((part, index) => (index % 2 === 0 ? part : textAt(part, scope, place))).join('');
}

function textAt(path: string, scope: Scope, place: Problem['place']): string {
  const value = lookUp(path, scope, place);
  if (typeof value !== 'object') return String(value);
  const message = `\${${path}} is ${describeValue(value)}, which cannot be part of a text.`;
  throw new ProblemsError([{ place, message }]);
}

/**
 * Returns the value at a dotted path.
 * @param place place where the path is written
 * @throws ProblemsError if there is none
 */
export function lookUp(path: string, scope: Scope, place: Problem['place']): unknown {
  const keys = path.split('.');
  let value: unknown = Object.hasOwn(scope, keys[0]!) ? scope : { ...scope.experiment, ...scope };
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
      const words = typeof value === 'object' && value !== null ? Object.keys(value) : [];
      const message = `${describeValue(path)} does not exist: there is no ${describeValue(key)}.`;
      throw new ProblemsError([
        { place, message, hint: words.length ? allowedWords(words, key) : undefined },
      ]);
    }
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
