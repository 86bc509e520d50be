import { Document } from 'yaml';
import type { EvaluatedSweep } from './sweep.ts';

/**
 * The best variant as an experiment file that needs no other, and is right wherever it lies.
 * @param base what the experiment says without its sweep
 * @param pathOf where the file of a digest is
 */
export function bestExperiment(
  { experiment, heading, variants }: EvaluatedSweep,
  base: Record<string, unknown>,
  pathOf: (digest: string) => string,
): string {
  const best = variants[0]!;
  const files = Object.entries(best.files ?? {}).map(([path, digest]) => [path, pathOf(digest)] as const);
  const layers = [['name', `${experiment}-best`] as const, ...Object.entries(best.values), ...files];
  const document = new Document(
    layers.map(([path, value]) => nest(path.split('.'), value)).reduce(merge, base),
  );
  document.commentBefore = ` The best of ${variants.length} variants of ${oneLine(experiment)}: ${oneLine(best.name)}, mean ${heading} ${best.mean.toFixed(3)}`;
  return document.toString();
}

type Mapping = Record<string, unknown>;

/** training.epochs and 3 -> {training: {epochs: 3}} */
function nest([key, ...rest]: string[], value: unknown): Mapping {
  return { [key!]: rest.length > 0 ? nest(rest, value) : value };
}

/** Key by key, as a file on top of one that it extends. */
function merge(below: Mapping, top: Mapping): Mapping {
  const merged = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(top)) {
    const covered = merged.get(key);
    merged.set(key, isMapping(covered) && isMapping(value) ? merge(covered, value) : value);
  }
  return Object.fromEntries(merged);
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
