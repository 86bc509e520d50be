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
  /** Of a sweep: its first variant. */
  experiment: Resolved;
  /** What its files and the overrides say together. */
  given: Record<string, unknown>;
  sweep?: LoadedSweep<Resolved>;
  /** The experiment's file, then the files that it extends. */
  files: string[];
}

export interface LoadedSweep<Resolved> extends Omit<Sweep, 'points'> {
  /** At least one. */
  variants: Variant<Resolved>[];
}

export interface Variant<Resolved> {
  /** Unique in the sweep, and fit to be a folder's name. */
  name: string;
  /** What is swept, by path. */
  values: Record<string, unknown>;
  /** What the experiment's files, the overrides and these values say together. */
  given: Record<string, unknown>;
  experiment: Resolved;
}

/**
 * Reads an experiment: its file on what it extends, overrides on top, checked by schema and rules; of a sweep, each
 * variant by itself.
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
