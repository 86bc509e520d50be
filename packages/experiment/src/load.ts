import type { JsonSchema } from '@fcdd/stage';
import { readLayers } from './layers.ts';
import { parseOverride } from './override.ts';
import { type PlacedMap, mergeMaps, placeOfValue } from './placed.ts';
import { ProblemsError } from './problem.ts';
import { validate } from './validate.ts';
import type { Path } from './words.ts';

/** Checks that a schema cannot express, and what the experiment is once its names are looked up. */
export type Rules<Resolved> = (experiment: Record<string, unknown>) => RuleVerdict<Resolved>;

export type RuleVerdict<Resolved> = { problems: RuleProblem[] } | { problems: []; resolved: Resolved };

export interface RuleProblem {
  /** Of the value that is wrong. */
  path: Path;
  message: string;
  hint?: string;
}

export interface LoadOptions<Resolved> {
  /** `path=value` each, on top of the file. */
  overrides?: string[];
  /** Self-contained JSON Schema of experiments; defaults are filled in. */
  schema: JsonSchema;
  /** Version of experiment files that the schema describes. */
  version: number;
  rules: Rules<Resolved>;
}

export interface LoadedExperiment<Resolved> {
  experiment: Resolved;
  /** The experiment's file, then the files that it extends. */
  files: string[];
}

/**
 * Reads an experiment: its file on what it extends, overrides on top, checked by schema and rules.
 * @throws ProblemsError that names all problems with their places; UserError where the file cannot be read
 */
export async function loadExperiment<Resolved>(
  file: string,
  { overrides = [], schema, version, rules }: LoadOptions<Resolved>,
): Promise<LoadedExperiment<Resolved>> {
  const layers = await readLayers(file, version);
  const overriding = overrides.map(parseOverride);
  const root = [...layers.toReversed(), ...overriding].reduce<PlacedMap>(mergeMaps, layers.at(-1)!);
  const sources = [...layers, ...overriding].map((layer) => layer.place.source);
  const { value, problems } = validate(root, schema);
  if (problems.length) throw new ProblemsError(problems, sources);
  const verdict = rules(value);
  if (!('resolved' in verdict))
    throw new ProblemsError(
      verdict.problems.map(({ path, ...problem }) => ({ place: placeOfValue(root, path), ...problem })),
      sources,
    );
  return { experiment: verdict.resolved, files: layers.map((layer) => layer.place.source.label) };
}
