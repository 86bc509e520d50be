import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, isAbsolute, join, relative, resolve } from 'node:path';
import { explainWriteError } from '@fcdd/artifacts';
import { UserError } from '@fcdd/errors';
import { type BaselineObjective, OFFICIAL, type ResolvedExperiment } from '../experiment.ts';
import { loadGraph, readExperiment } from '../load-graph.ts';
import type { BaselinesOptions } from '../options.ts';

/** Writes an experiment that extends another by baselines, beside it unless it is told where. */
export async function baselinesCommand(file: string, options: BaselinesOptions): Promise<void> {
  const { only, out = besideOf(file), force = false, data } = options;
  if (resolve(out) === resolve(file))
    throw new UserError(`${file} cannot extend itself.`, { hint: 'Name another file with --out.' });
  const { experiment } = await readExperiment(file, []);
  const text = await extendedBy(only === undefined ? ['hsc', 'ae'] : [only], experiment, file, out);
  const previous = await write(out, text, force);
  try {
    await loadGraph(out, [], data);
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

/** The text of a file `out` that adds baselines to the experiment in `file`. */
async function extendedBy(
  added: BaselineObjective[],
  experiment: ResolvedExperiment,
  file: string,
  out: string,
): Promise<string> {
  const given = Object.keys(experiment.baselines);
  if (added.every((objective) => given.includes(objective)))
    throw new UserError(`${file} has ${added.map((name) => `the baseline ${name}`).join(' and ')} already.`, {
      hint: `Run it with: fcdd run ${file}`,
    });
  const lines = [
    ...(await schemaCommentOf(file, out)),
    `# Where ${experiment.name} has run, only its baselines run, and the pictures, figures and report that show them.`,
    `extends: ${quoted(pathFrom(out, file))}`,
    ...pathLines(experiment, file, out),
    `baselines: [${[...new Set([...given, ...added])].join(', ')}]`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The comment from which editors know the schema, where it holds for both files. */
async function schemaCommentOf(file: string, out: string): Promise<string[]> {
  const [first] = (await readFile(file, 'utf8')).split('\n', 1);
  return first!.startsWith('# yaml-language-server:') && isBeside(out, file) ? [first!.trimEnd()] : [];
}

/** Paths in an experiment are relative to the file that is run: in another folder they have to be other ones. */
function pathLines({ dataset, supervision, model }: ResolvedExperiment, file: string, out: string): string[] {
  if (isBeside(out, file)) return [];
  const { source } = dataset;
  const { origin } = supervision;
  return [
    ...(source === OFFICIAL ? [] : [`dataset: { path: ${quoted(pathFrom(out, source))} }`]),
    ...(origin === OFFICIAL || origin === source
      ? []
      : [`supervision: { path: ${quoted(pathFrom(out, origin))} }`]),
    ...(model.weights !== null && isAbsolute(model.weights)
      ? [`model: { weights: ${quoted(pathFrom(out, model.weights))} }`]
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

/** Whatever is in a path, YAML reads it as that text: JSON's texts are its too. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : JSON.stringify(path);
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
