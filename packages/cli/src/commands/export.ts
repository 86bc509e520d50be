import { mkdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { explainWriteError, findEntry, openStore, outputFolderOf } from '@fcdd/artifacts';
import { type DetectorFolders, exportDetector, foldersOf, readTrainedDetector } from '@fcdd/detectors/export';
import { UserError } from '@fcdd/errors';
import { type PlannedNode, planGraph } from '@fcdd/runner';
import type { StageRole } from '@fcdd/stage';
import writeFileAtomic from 'write-file-atomic';
import { formatBytes } from '../format.ts';
import { stageFolders } from '../house.ts';
import { type LoadedGraph, loadGraph } from '../load-graph.ts';
import { type ExportOptions, overridesOf } from '../options.ts';
import { chooseVariant } from '../sweep/choose-variant.ts';

/** A detector that is to be exported, and the name of its file in a folder. */
interface Source {
  name: string;
  folders: DetectorFolders;
}

export async function exportCommand(file: string | undefined, options: ExportOptions): Promise<void> {
  const sources = await findSources(file, options);
  for (const [source, target] of targetsOf(sources, options.out)) {
    const model = await exportDetector(await readTrainedDetector(source.folders));
    await write(target, model);
    if (options.json) console.log(JSON.stringify({ type: 'exported', file: target, bytes: model.length }));
    else console.log(`${target} (${formatBytes(model.length)})`);
  }
}

async function findSources(file: string | undefined, options: ExportOptions): Promise<Source[]> {
  if (options.snapshot === undefined) return sourcesOf(requireExperiment(file), options);
  if (file !== undefined)
    throw new UserError('Either an experiment or a snapshot is exported, not both.', {
      hint: 'Leave out the experiment, or --snapshot.',
    });
  return [{ name: 'detector', folders: await foldersOf(options.snapshot) }];
}

function requireExperiment(file: string | undefined): string {
  if (file !== undefined) return file;
  throw new UserError('Nothing to export is named.', {
    hint: 'Name an experiment file, or a snapshot with --snapshot.',
  });
}

/** The detectors of an experiment, from the store. */
async function sourcesOf(file: string, options: ExportOptions): Promise<Source[]> {
  const store = await openStore(options.store);
  const loaded = await chooseVariant(
    await loadGraph(file, overridesOf(options), options.data),
    options.variant,
    store,
  );
  const { graph } = loaded;
  const place = [graph.experiment, ...(options.variant === undefined ? [] : [options.variant])];
  const plan = await planGraph(graph, store, stageFolders);
  const trainings = finalTrainings(plan).filter(({ node }) => isWanted(node.matrix, loaded, options));
  if (trainings.length === 0) throw noneWanted(loaded, options);
  const missing = trainings.filter(({ status }) => status !== 'cached');
  if (missing.length > 0)
    throw new UserError(
      `${missing.length} of ${trainings.length} detectors are not trained as the experiment and the code are now: ${missing[0]!.node.id}${missing.length > 1 ? ' ...' : ''}`,
      {
        hint: `Train them with: fcdd run ${file}\n  Or export a former one with --snapshot results/${place.join('/variants/')}/normal_<class>/it_<seed>`,
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
      name: [...place, ...namesOf(training)].join('-'),
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

/** Such as `class3` and `seed0`, for a baseline after its objective. */
function namesOf({ node }: PlannedNode): string[] {
  const { baseline, ...matrix } = node.matrix;
  const point = Object.entries(matrix).map((entry) => entry.join(''));
  return baseline === undefined ? point : [String(baseline), ...point];
}

function isWanted(
  matrix: Record<string, string | number>,
  { classNames }: LoadedGraph,
  { class: wanted, seed, objective }: ExportOptions,
): boolean {
  const isClass =
    wanted === undefined ||
    wanted === String(matrix['class']) ||
    wanted === classNames[Number(matrix['class'])];
  return isClass && (seed === undefined || seed === matrix['seed']) && objective === matrix['baseline'];
}

function noneWanted({ experiment, classNames }: LoadedGraph, options: ExportOptions): UserError {
  const { dataset, training } = experiment;
  const wanted = [
    options.class !== undefined && `class '${options.class}'`,
    options.seed !== undefined && `seed ${options.seed}`,
    options.objective !== undefined && `the baseline ${options.objective}`,
  ].filter(Boolean);
  const baselines = Object.keys(experiment.baselines).join(', ') || 'none';
  return new UserError(`The experiment has no detector of ${wanted.join(' and ') || 'any class'}.`, {
    hint: `Baselines: ${baselines}. Classes: ${dataset.classes.map((index) => `${index} (${classNames[index]})`).join(', ')}. Seeds: ${training.seeds.join(', ')}.`,
  });
}

function targetsOf(sources: Source[], out: string): [Source, string][] {
  if (extname(out) !== '.onnx') return sources.map((source) => [source, join(out, `${source.name}.onnx`)]);
  if (sources.length === 1) return [[sources[0]!, out]];
  throw new UserError(`${sources.length} detectors do not go into one file, '${basename(out)}'.`, {
    hint: 'Name a folder, or choose one with --class and --seed.',
  });
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(file, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    throw explainWriteError(error, file);
  }
}
