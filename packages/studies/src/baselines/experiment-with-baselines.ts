import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import { UserError } from '@fcdd/errors';
import { yamlLine } from '@fcdd/experiment';
import { type BaselineObjective, OFFICIAL, type ResolvedExperiment } from '../experiment.ts';
import { readExperiment } from '../load-graph.ts';
import { pathSeenFrom } from '../path-seen-from.ts';
import type { ReadingContext } from '../reading-context.ts';

/**
 * The text of an experiment file that extends another by baselines.
 * @param file the experiment that is extended
 * @param out the file that the text is for, to which its paths are relative
 * @param overrides changes with which the extended experiment ran, as `path=value`
 * @throws UserError where the experiment is not valid, or has these baselines already
 */
export async function experimentWithBaselines(
  file: string,
  out: string,
  { added, overrides }: { added: BaselineObjective[]; overrides: string[] },
  reading: Pick<ReadingContext, 'pipelineFolders'>,
): Promise<string> {
  const { experiment, given } = await readExperiment(file, overrides, reading);
  const changes = overrides.map((override) => changeOf(override, given));
  return extendedBy(added, experiment, changes, file, out);
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
    ...[...changes, ...changedPaths(experiment, file, out)].reduce(layered, {}),
    baselines: [...new Set([...given, ...added])],
  };
  const lines = [
    ...(await schemaCommentOf(file, out)),
    `# Where ${experiment.name} has run, only its baselines run, and the pictures, figures and report that show them.`,
    ...Object.entries({ extends: pathSeenFrom(out, file), ...values }).map(
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
    ...(source === OFFICIAL ? [] : [{ dataset: { path: pathSeenFrom(out, source) } }]),
    ...(origin === OFFICIAL || origin === source
      ? []
      : [{ supervision: { path: pathSeenFrom(out, origin) } }]),
    ...(model.weights !== null && isAbsolute(model.weights)
      ? [{ model: { weights: pathSeenFrom(out, model.weights) } }]
      : []),
  ];
}

function isBeside(out: string, file: string): boolean {
  return resolve(dirname(out)) === resolve(dirname(file));
}

function layered(below: Mapping, top: Mapping): Mapping {
  const covering = Object.entries(top).map(([key, value]) => {
    const covered = below[key];
    return [key, isMapping(covered) && isMapping(value) ? layered(covered, value) : value] as const;
  });
  return { ...below, ...Object.fromEntries(covering) };
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
