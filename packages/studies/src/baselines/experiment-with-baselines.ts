import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import { detectors } from '@fcdd/detectors';
import { UserError } from '@fcdd/errors';
import { yamlLine } from '@fcdd/experiment';
import { type GivenDetector, OFFICIAL, type ResolvedExperiment } from '../experiment.ts';
import { readExperiment } from '../load-graph.ts';
import { describedBaseline, labelOf } from '../rules/baselines.ts';
import { pathSeenFrom } from '../path-seen-from.ts';
import { matchingNet } from '../rules/net.ts';
import type { ReadingContext } from '../reading-context.ts';

/**
 * Returns the text of an experiment file that extends another by baselines.
 * @param file file of the extended experiment
 * @param out file that will have the text; paths are relative to its folder
 * @param changes.added names of detectors; by default all others that have a matching net
 * @param changes.overrides `path=value` assignments with which the extended experiment ran
 * @throws UserError if the experiment is not valid, or already has these baselines
 */
export async function experimentWithBaselines(
  file: string,
  out: string,
  { added, overrides }: { added?: string[]; overrides: string[] },
  reading: Pick<ReadingContext, 'pipelineFolders'>,
): Promise<string> {
  const { experiment, given, overridden } = await readExperiment(file, overrides, reading);
  const baselines = (given.baselines ?? []) as (string | GivenDetector)[];
  const names = added ?? matchingDetectors(experiment);
  return extendedBy(baselines, names, experiment, overridden, file, out);
}

type Mapping = Record<string, unknown>;

/** The detectors of other kinds that have a net which matches the experiment's. */
function matchingDetectors({ detector }: ResolvedExperiment): string[] {
  const names = detectors
    .filter((other) => other.name !== detector.name && matchingNet(detector.net, other) !== undefined)
    .map(({ name }) => name);
  if (names.length > 0) return names;
  throw new UserError(`No other detector has a net that matches ${detector.net}.`, {
    hint: 'Write baselines with their nets into the file, such as: baselines: [{ name: ..., net: ... }].',
  });
}

async function extendedBy(
  baselines: (string | GivenDetector)[],
  added: string[],
  experiment: ResolvedExperiment,
  overridden: Mapping,
  file: string,
  out: string,
): Promise<string> {
  const given = baselines.map((baseline) => labelOf(describedBaseline(baseline)));
  if (added.every((name) => given.includes(name)))
    throw new UserError(`${file} already has ${added.map((name) => `the baseline ${name}`).join(' and ')}.`, {
      hint: `Run it with: fcdd run ${file}`,
    });
  const values = {
    ...changedPaths(experiment, file, out).reduce(layered, overridden),
    baselines: [...baselines, ...added.filter((name) => !given.includes(name))],
  };
  const lines = [
    ...(await schemaCommentOf(file, out)),
    `# If ${experiment.name} has run, only its baselines run, with the pictures, figures and report that show them.`,
    ...Object.entries({ extends: pathSeenFrom(out, file), ...values }).map(
      ([key, value]) => `${key}: ${yamlLine(value)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** Returns the comment that tells editors the schema, if it is right for both files. */
async function schemaCommentOf(file: string, out: string): Promise<string[]> {
  const [first] = (await readFile(file, 'utf8')).split('\n', 1);
  return first!.startsWith('# yaml-language-server:') && isBeside(out, file) ? [first!.trimEnd()] : [];
}

/** Returns the paths that change because the new file is in another folder. */
function changedPaths(
  { dataset, supervision, detector }: ResolvedExperiment,
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
    ...(detector.weights !== null && isAbsolute(detector.weights)
      ? [{ detector: { weights: pathSeenFrom(out, detector.weights) } }]
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
