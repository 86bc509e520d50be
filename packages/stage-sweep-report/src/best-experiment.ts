import { Document } from 'yaml';
import type { EvaluatedSweep } from './sweep.ts';

/**
 * The best variant as an experiment file that is no sweep.
 * @param base the file that it extends, relative to it; null: its values alone, to be put into a file
 */
export function bestExperiment(
  { experiment, heading, variants }: EvaluatedSweep,
  base: string | null,
): string {
  const best = variants[0]!;
  const document = new Document({
    ...(base !== null && { extends: base, name: `${experiment}-best`, sweep: null }),
    ...nest(best.values),
  });
  document.commentBefore = ` The best of ${variants.length} variants of ${oneLine(experiment)}: ${oneLine(best.name)}, mean ${heading} ${best.mean.toFixed(3)}`;
  return document.toString();
}

/** {'training.epochs': 3} -> {training: {epochs: 3}}; a value in another's place goes into it. */
function nest(values: Record<string, unknown>): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(values)) {
    const keys = path.split('.');
    const last = keys.pop()!;
    let parent = root;
    for (const key of keys) parent = childOf(parent, key);
    Object.defineProperty(parent, last, { value, enumerable: true, writable: true, configurable: true });
  }
  return root;
}

/** Keys such as __proto__ are keys like others. */
function childOf(parent: Record<string, unknown>, key: string): Record<string, unknown> {
  const existing = Object.hasOwn(parent, key) ? parent[key] : undefined;
  const child = typeof existing === 'object' && existing !== null ? { ...existing } : {};
  Object.defineProperty(parent, key, { value: child, enumerable: true, writable: true, configurable: true });
  return child;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
