import type { JsonSchema } from '@fcdd/stage';
import { readLayers } from './layers.ts';
import { parseOverride, pathOfOverride } from './override.ts';
import { type PlacedMap, mergeMaps, placeOfValue, plainMap } from './placed.ts';
import { type Problem, ProblemsError } from './problem.ts';
import { nameProblems } from './sweep/own-name.ts';
import { type Sweep, readSweep } from './sweep/sweep.ts';
import { layerPoint, variantProblems } from './sweep/variants.ts';
import { validate } from './validate.ts';
import type { Path } from './words.ts';

/** Checks that a schema cannot express. They return the experiment with its names looked up. */
export type Rules<Resolved> = (experiment: Record<string, unknown>) => RuleVerdict<Resolved>;

export type RuleVerdict<Resolved> = { problems: RuleProblem[] } | { problems: []; resolved: Resolved };

export interface RuleProblem {
  /** Path of the wrong value. */
  path: Path;
  message: string;
  hint?: string;
}

export interface LoadOptions<Resolved> {
  /** Assignments `path=value`, on top of the file. */
  overrides?: string[];
  /** Self-contained JSON Schema of experiments; defaults are filled in. */
  schema: JsonSchema;
  /** Version of experiment files that the schema describes. */
  version: number;
  rules: Rules<Resolved>;
}

export interface LoadedExperiment<Resolved> {
  /** The experiment; of a sweep, its first variant. */
  experiment: Resolved;
  /** Values from its files and the overrides together. */
  given: Record<string, unknown>;
  sweep?: LoadedSweep<Resolved>;
  /** The experiment's file, then the files that it extends. */
  files: string[];
}

export interface LoadedSweep<Resolved> extends Omit<Sweep, 'points'> {
  /** Variants, at least one. */
  variants: Variant<Resolved>[];
}

export interface Variant<Resolved> {
  /** Name that is unique in the sweep and can name a folder. */
  name: string;
  /** Values of this variant, by path. */
  values: Record<string, unknown>;
  /** Values from the experiment's files, the overrides and this variant together. */
  given: Record<string, unknown>;
  experiment: Resolved;
}

/**
 * Reads an experiment: its file on top of what it extends, and overrides on top of both. Schema and rules check it; of a
 * sweep, they check each variant.
 * @throws ProblemsError with all problems and their places; UserError if the file cannot be read
 */
export async function loadExperiment<Resolved>(
  file: string,
  { overrides = [], schema, version, rules }: LoadOptions<Resolved>,
): Promise<LoadedExperiment<Resolved>> {
  const layers = await readLayers(file, version);
  const overriding = overrides.map(parseOverride);
  const root = [...layers.toReversed(), ...overriding].reduce<PlacedMap>(mergeMaps, layers.at(-1)!);
  const sources = [...layers, ...overriding].map((layer) => layer.place.source);
  const sweep = readSweep(root, schema, overrides.map(pathOfOverride));
  const misnomers = sweep ? nameProblems([...overriding.toReversed(), ...layers]) : [];
  if (misnomers.length) throw new ProblemsError(misnomers);
  const roots = sweep ? sweep.points.map((point) => layerPoint(root, point)) : [root];
  const resolutions = roots.map((root) => resolve(root, { schema, rules }));
  const problems = resolutions.map(({ problems }) => problems);
  const told = sweep ? variantProblems(sweep.points, problems) : problems.flat();
  if (told.length) throw new ProblemsError(told, sources);
  const experiments = resolutions.flatMap((one) => ('resolved' in one ? [one.resolved] : []));
  const files = layers.map((layer) => layer.place.source.label);
  const loaded = { experiment: experiments[0]!, given: plainMap(root), files };
  if (!sweep) return loaded;
  const { points, ...rest } = sweep;
  const variants = points.map(({ name, values }, index) => ({
    name,
    values,
    given: plainMap(roots[index]!),
    experiment: experiments[index]!,
  }));
  return { ...loaded, sweep: { ...rest, variants } };
}

function resolve<Resolved>(
  root: PlacedMap,
  { schema, rules }: Pick<LoadOptions<Resolved>, 'schema' | 'rules'>,
): { problems: Problem[] } | { problems: []; resolved: Resolved } {
  const { value, problems } = validate(root, schema);
  if (problems.length) return { problems };
  const verdict = rules(value);
  if ('resolved' in verdict) return verdict;
  return {
    problems: verdict.problems.map(({ path, ...problem }) => ({
      place: placeOfValue(root, path),
      ...problem,
    })),
  };
}
