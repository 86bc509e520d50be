import type { JsonSchema } from '@fcdd/stage';
import { asWritten } from './as-written.ts';
import { readLayers } from './layers.ts';
import { parseOverride, pathOfOverride } from './override.ts';
import { type PlacedMap, mergeMaps, placeOfValue, plainMap } from './placed.ts';
import { type Problem, ProblemsError } from './problem.ts';
import type { Names } from './schema-problems.ts';
import { nameProblems } from './sweep/own-name.ts';
import { type Sweep, type SweepPoint, readSweep } from './sweep/sweep.ts';
import { layerPoint, variantProblems } from './sweep/variants.ts';
import { validate } from './validate.ts';
import type { Versions } from './versions/earlier-version.ts';
import { editValues } from './versions/edit-values.ts';
import { Migration, type OutdatedFile } from './versions/migration.ts';
import { streamOf } from './versions/moves.ts';
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

export interface LoadOptions<Resolved> extends Versions {
  /** Assignments `path=value`, on top of the file. */
  overrides?: string[];
  /**
   * Whether overrides may be of any earlier version, as those of an earlier run are, and not only of a version among the
   * files.
   */
  areOverridesOld?: boolean;
  /** Dotted paths of values that may be names: a number there is read as it is written where that is unusual. */
  names?: readonly string[];
  /** Self-contained JSON Schema of experiments; defaults are filled in. */
  schema: JsonSchema;
  rules: Rules<Resolved>;
}

export interface LoadedExperiment<Resolved> {
  /** The experiment; of a sweep, its first variant. */
  experiment: Resolved;
  /** Values from its files and the overrides together. */
  given: Record<string, unknown>;
  sweep?: LoadedSweep<Resolved>;
  /** Values of the overrides alone, at their current paths. */
  overridden: Record<string, unknown>;
  /** The experiment's file, then the files that it extends. */
  files: string[];
  /** Files among them of earlier versions. */
  outdated: OutdatedFile[];
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
  { overrides = [], areOverridesOld, names = [], schema, rules, ...versions }: LoadOptions<Resolved>,
): Promise<LoadedExperiment<Resolved>> {
  const read = await readLayers(file, versions);
  const migration = new Migration(read, overrides.map(parseOverride), versions, areOverridesOld);
  const { layers, overrides: overriding, whole } = migration;
  const finished = (values: PlacedMap): PlacedMap => {
    const current = migration.finished(values);
    return editValues(current, asWritten(current, names));
  };
  const root = finished(whole);
  const sources = [...layers, ...overriding].map((layer) => layer.place.source);
  const kept = overrides.flatMap((override) => migration.pathsOf(pathOfOverride(override), whole));
  const sweep = readSweep(root, schema, kept, (path) => streamOf(path, versions.earlier));
  const misnomers = sweep ? nameProblems([...overriding.toReversed(), ...layers]) : [];
  if (misnomers.length) throw new ProblemsError(misnomers);
  const rootOf = (point: SweepPoint) =>
    finished(layerPoint(whole, point, (values) => migration.moved(values)));
  const roots = sweep ? sweep.points.map(rootOf) : [root];
  const checking = { schema: sweep ? schema : withoutSweep(schema), rules, names: migration };
  const resolutions = roots.map((root) => resolve(root, checking));
  const problems = resolutions.map(({ problems }) => problems);
  const told = sweep ? variantProblems(sweep.points, problems) : problems.flat();
  if (told.length) throw new ProblemsError(told, sources);
  const experiments = resolutions.flatMap((one) => ('resolved' in one ? [one.resolved] : []));
  const files = layers.map((layer) => layer.place.source.label);
  const loaded = {
    experiment: experiments[0]!,
    given: plainMap(root),
    overridden: plainMap(overriding.reduce(mergeMaps, { ...root, entries: new Map() })),
    files,
    outdated: migration.outdated,
  };
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

/** The schema for files without a sweep. The schema of sweeps is large, and to compile it delays each command. */
function withoutSweep(schema: JsonSchema): JsonSchema {
  return { ...schema, properties: { ...(schema.properties as JsonSchema), sweep: { default: null } } };
}

function resolve<Resolved>(
  root: PlacedMap,
  { schema, rules, names }: Pick<LoadOptions<Resolved>, 'schema' | 'rules'> & { names: Names },
): { problems: Problem[] } | { problems: []; resolved: Resolved } {
  const { value, problems } = validate(root, schema, names);
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
