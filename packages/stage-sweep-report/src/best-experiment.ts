import { Document } from 'yaml';
import type { EvaluatedSweep } from './sweep.ts';

/**
 * Writes the best variant as an experiment file. It extends no other file, and its paths are valid in any folder.
 * @param base the experiment without its sweep
 * @param pathOf returns the path of the file with a digest
 */
export function bestExperiment(
  { experiment, heading, variants }: EvaluatedSweep,
  base: Record<string, unknown>,
  pathOf: (digest: string) => string,
): string {
  const best = variants[0]!;
  const files = Object.entries(best.files).map(([path, digest]) => [path, pathOf(digest)] as const);
  const layers = [['name', `${experiment}-best`] as const, ...Object.entries(best.values), ...files];
  const document = new Document(
    layers.map(([path, value]) => nest(path.split('.'), value)).reduce(overlay, base),
  );
  document.commentBefore = ` The best of ${variants.length} variants of ${oneLine(experiment)}: ${oneLine(best.name)}, mean ${heading} ${best.mean.toFixed(3)}`;
  return document.toString();
}

type Mapping = Record<string, unknown>;

/** training.epochs and 3 -> {training: {epochs: 3}} */
function nest([key, ...rest]: string[], value: unknown): Mapping {
  return { [key!]: rest.length > 0 ? nest(rest, value) : value };
}

/** Lays one mapping over another key by key, as an experiment file over one that it extends. */
function overlay(below: Mapping, top: Mapping): Mapping {
  const entries = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(top)) {
    const covered = entries.get(key);
    entries.set(key, isMapping(covered) && isMapping(value) ? overlay(covered, value) : value);
  }
  return Object.fromEntries(entries);
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
