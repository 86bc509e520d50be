import { findEntry, outputFolderOf } from '@fcdd/artifacts';
import { UserError, printable } from '@fcdd/errors';
import { type PlannedNode, planGraph } from '@fcdd/runner';
import type { StageRole } from '@fcdd/stage';
import { classNamed } from './class-named.ts';
import { type LoadedGraph, loadGraph } from './load-graph.ts';
import type { Surroundings } from './surroundings.ts';
import { chooseVariant } from './sweep/choose-variant.ts';

/** A choice among the detectors of an experiment. An omitted class or seed means all of them. */
export interface DetectorChoice {
  /** Name or index of the nominal class. */
  class?: string;
  seed?: number;
  /** Label of a baseline; without one, the experiment's own detector is meant. */
  detector?: string;
  /** Name of a variant; a sweep needs one. */
  variant?: string;
}

/** A trained detector in the store. */
export interface StoredDetector {
  /** Unique name, which can name a file. */
  name: string;
  /** Output folders of its stages; undefined for a stage that has not run. */
  folders: { training: string; evaluation?: string; heatmaps?: string };
}

/**
 * Finds the chosen detectors of an experiment in the store.
 * @throws UserError if the choice matches none, or one is not trained with the current experiment and code
 */
export async function trainedDetectors(
  file: string,
  options: DetectorChoice,
  { store, stageFolders, reading, overrides }: Surroundings,
): Promise<StoredDetector[]> {
  const loaded = await chooseVariant(
    await loadGraph(file, overrides, reading),
    options.variant,
    store,
    stageFolders,
  );
  const { graph } = loaded;
  const wanted = options.class === undefined ? undefined : indexOfClass(options.class, loaded);
  const place = [graph.experiment, ...(options.variant === undefined ? [] : [options.variant])];
  const plan = await planGraph(graph, store, stageFolders);
  const trainings = finalTrainings(plan).filter(({ node }) => isWanted(node.matrix, loaded, wanted, options));
  if (trainings.length === 0) throw noneWanted(loaded, options);
  const missing = trainings.filter(({ status }) => status !== 'cached');
  if (missing.length > 0)
    throw new UserError(
      `${missing.length} of ${trainings.length} detectors are not trained with the current experiment and code: ${missing[0]!.node.id}${missing.length > 1 ? ' ...' : ''}`,
      {
        hint: `Train them with: fcdd run ${file}\n  Or export an earlier one with --snapshot results/${place.join('/variants/')}/normal_<class>/it_<seed>`,
      },
    );

  const folderOf = async (planned: PlannedNode | undefined): Promise<string | undefined> => {
    if (planned?.status !== 'cached') return undefined;
    const lookup = await findEntry(store, planned.fingerprint!);
    return lookup.state === 'present' ? outputFolderOf(store, lookup.entry) : undefined;
  };
  const fedBy = (training: PlannedNode, role: StageRole): PlannedNode | undefined =>
    plan.find(
      ({ node }) =>
        node.role === role && Object.values(node.needs).some((ids) => ids.includes(training.node.id)),
    );
  return Promise.all(
    trainings.map(async (training) => ({
      name: [...place, ...namesOf(training, loaded)].join('-'),
      folders: {
        training: (await folderOf(training))!,
        evaluation: await folderOf(fedBy(training, 'scores')),
        heatmaps: await folderOf(fedBy(training, 'draws')),
      },
    })),
  );
}

/** Trainings that no other training resumes from. */
function finalTrainings(plan: PlannedNode[]): PlannedNode[] {
  const trainings = plan.filter(({ node }) => node.role === 'trains');
  const continued = new Set(trainings.flatMap(({ node }) => Object.values(node.needs).flat()));
  return trainings.filter(({ node }) => !continued.has(node.id));
}

/** Such as `class3` and `seed0`; after the label for a baseline. */
function namesOf({ node }: PlannedNode, { experiment }: LoadedGraph): string[] {
  const { detector, ...matrix } = node.matrix;
  const point = Object.entries(matrix).map((entry) => entry.join(''));
  return detector === undefined || detector === experiment.detector.label
    ? point
    : [String(detector), ...point];
}

function indexOfClass(given: string, { classNames }: LoadedGraph): number {
  const found = classNamed(/^(0|[1-9]\d*)$/.test(given) ? Number(given) : given, classNames);
  if ('index' in found) return found.index;
  throw new UserError(`The experiment has no class '${printable(given)}'.`, { hint: found.hint });
}

function isWanted(
  matrix: Record<string, string | number>,
  { experiment }: LoadedGraph,
  wanted: number | undefined,
  { seed, detector = experiment.detector.label }: DetectorChoice,
): boolean {
  const isClass = wanted === undefined || wanted === Number(matrix['class']);
  const isDetector = (matrix['detector'] ?? experiment.detector.label) === detector;
  return isClass && isDetector && (seed === undefined || seed === matrix['seed']);
}

function noneWanted({ experiment, classNames }: LoadedGraph, options: DetectorChoice): UserError {
  const { dataset, training } = experiment;
  const wanted = [
    options.class !== undefined && `class '${options.class}'`,
    options.seed !== undefined && `seed ${options.seed}`,
    options.detector !== undefined && `the label ${options.detector}`,
  ].filter(Boolean);
  return new UserError(`The experiment has no detector of ${wanted.join(' and ') || 'any class'}.`, {
    hint: `Detectors: ${Object.keys(experiment.detectors).join(', ')}. Classes: ${dataset.classes.map((index) => `${index} (${classNames[index]})`).join(', ')}. Seeds: ${training.seeds.join(', ')}.`,
  });
}
