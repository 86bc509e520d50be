import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, isAbsolute, join, relative, resolve } from 'node:path';
import { explainWriteError } from '@fcdd/artifacts';
import { UserError } from '@fcdd/errors';
import { yamlLine } from '@fcdd/experiment';
import {
  type BaselineObjective,
  OFFICIAL,
  type ResolvedExperiment,
  loadGraph,
  readExperiment,
} from '@fcdd/studies';
import { pipelineFolders } from '../house.ts';
import type { BaselinesOptions } from '../options.ts';
import { sourcesFor } from '../sources.ts';

/** Writes an experiment that extends another by baselines, beside it unless it is told where. */
export async function baselinesCommand(file: string, options: BaselinesOptions): Promise<void> {
  const { only, out = besideOf(file), force = false, set } = options;
  if (resolve(out) === resolve(file))
    throw new UserError(`${file} cannot extend itself.`, { hint: 'Name another file with --out.' });
  const { experiment, given } = await readExperiment(file, set, { pipelineFolders });
  const changes = set.map((override) => changeOf(override, given));
  const added: BaselineObjective[] = only === undefined ? ['hsc', 'ae'] : [only];
  const text = await extendedBy(added, experiment, changes, file, out);
  const previous = await write(out, text, force);
  try {
    await loadGraph(out, [], sourcesFor(options));
  } catch (error) {
    await (previous ? writeFile(out, previous) : rm(out));
    throw error;
  }
  console.log(`${out}\nRun the baselines with: fcdd run ${out}`);
}

/** Such as `configs/fmnist-baselines.yaml`. */
function besideOf(file: string): string {
  const ending = extname(file);
  return join(dirname(file), `${basename(file, ending)}-baselines${ending}`);
}

type Mapping = Record<string, unknown>;

/** What `path=value` says, such as {training: {epochs: 3}}, where the experiment has that value already. */
function changeOf(override: string, given: Mapping): Mapping {
  const path = override.slice(0, override.indexOf('=')).trim().split('.');
  const value = path.reduce((part: unknown, key) => (part as Mapping)[key], given);
  return path.reduceRight((inner: unknown, key) => ({ [key]: inner }), value) as Mapping;
}

/** The text of a file `out` that adds baselines to the experiment in `file`. */
async function extendedBy(
  added: BaselineObjective[],
  experiment: ResolvedExperiment,
  changes: Mapping[],
  file: string,
  out: string,
): Promise<string> {
  const given = Object.keys(experiment.baselines);
  if (added.every((objective) => given.includes(objective)))
    throw new UserError(`${file} has ${added.map((name) => `the baseline ${name}`).join(' and ')} already.`, {
      hint: `Run it with: fcdd run ${file}`,
    });
  const values = {
    ...[...changes, ...changedPaths(experiment, file, out)].reduce(merge, {}),
    baselines: [...new Set([...given, ...added])],
  };
  const lines = [
    ...(await schemaCommentOf(file, out)),
    `# Where ${experiment.name} has run, only its baselines run, and the pictures, figures and report that show them.`,
    ...Object.entries({ extends: pathFrom(out, file), ...values }).map(
      ([key, value]) => `${key}: ${yamlLine(value)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** The comment from which editors know the schema, where it holds for both files. */
async function schemaCommentOf(file: string, out: string): Promise<string[]> {
  const [first] = (await readFile(file, 'utf8')).split('\n', 1);
  return first!.startsWith('# yaml-language-server:') && isBeside(out, file) ? [first!.trimEnd()] : [];
}

/** Paths in an experiment are relative to the file that is run: in another folder they have to be other ones. */
function changedPaths(
  { dataset, supervision, model }: ResolvedExperiment,
  file: string,
  out: string,
): Mapping[] {
  if (isBeside(out, file)) return [];
  const { source } = dataset;
  const { origin } = supervision;
  return [
    ...(source === OFFICIAL ? [] : [{ dataset: { path: pathFrom(out, source) } }]),
    ...(origin === OFFICIAL || origin === source ? [] : [{ supervision: { path: pathFrom(out, origin) } }]),
    ...(model.weights !== null && isAbsolute(model.weights)
      ? [{ model: { weights: pathFrom(out, model.weights) } }]
      : []),
  ];
}

function isBeside(out: string, file: string): boolean {
  return resolve(dirname(out)) === resolve(dirname(file));
}

/** The path of a file as one beside `out` writes it. */
function pathFrom(out: string, file: string): string {
  const path = relative(dirname(resolve(out)), resolve(file));
  return path.startsWith('.') ? path : `./${path}`;
}

function merge(below: Mapping, top: Mapping): Mapping {
  const covering = Object.entries(top).map(([key, value]) => {
    const covered = below[key];
    return [key, isMapping(covered) && isMapping(value) ? merge(covered, value) : value] as const;
  });
  return { ...below, ...Object.fromEntries(covering) };
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns what stood in the file before, if anything */
async function write(file: string, text: string, force: boolean): Promise<Buffer | undefined> {
  const previous = force ? await readFile(file).catch(() => undefined) : undefined;
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx' });
    return previous;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new UserError(`${file} is there already.`, {
        hint: 'Overwrite it with --force, or name another file with --out.',
      });
    throw explainWriteError(error, file);
  }
}
