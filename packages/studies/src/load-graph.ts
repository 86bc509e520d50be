import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  type LoadedExperiment,
  type Pipeline,
  type Variant,
  compileExperiment,
  loadExperiment,
  loadPipeline,
} from '@fcdd/experiment';
import { loadStageBuilds } from '@fcdd/runner';
import type { StageGraph } from '@fcdd/stage';
import { experimentFile } from './experiment-file.ts';
import type { ResolvedExperiment } from './experiment.ts';
import { withDigests } from './digests/with-digests.ts';
import { classNamesOf } from './rules/dataset.ts';
import { experimentRules } from './rules/experiment-rules.ts';
import type { ReadingContext } from './reading-context.ts';
import { nextStep } from './sweep/next-step.ts';
import { namedFiles } from './sweep/named-files.ts';
import type { Sweep, SweepVariant } from './sweep/sweep.ts';
import { noteOf } from './versions/versions.ts';

export interface LoadedGraph {
  /** Graph of the stages; of a sweep, the part that is known before anything has run. */
  graph: StageGraph;
  /** The resolved experiment; of a sweep, its first variant. */
  experiment: ResolvedExperiment;
  /** Names of the data set's classes. */
  classNames: string[];
  /** Paths of the files and folders that the experiment names by their digests. */
  files: Record<string, string>;
  sweep?: Sweep;
}

/**
 * Reads an experiment's file, layers overrides (`path=value`) on it and compiles it, or its variants.
 * @param reading folders that are read beside the file
 * @param options.areOverridesOld whether overrides may be of any earlier version of experiment files
 */
export async function loadGraph(
  file: string,
  overrides: string[],
  reading: ReadingContext,
  options: { areOverridesOld?: boolean } = {},
): Promise<LoadedGraph> {
  const { experiment, given, sweep, pipelines } = await readExperiment(file, overrides, reading, options);
  const variants = sweep?.variants ?? [{ name: experiment.name, values: {}, given, experiment }];
  const loaded = await loadVariants(variants, pipelines, reading);
  const first = loaded.variants[0]!;
  const rest = { experiment: first.experiment, classNames: first.classNames, files: loaded.files };
  if (!sweep) return { graph: compileExperiment(first.experiment, first.pipeline), ...rest };
  const { sweep: _, ...base } = given;
  const swept = { ...sweep, variants: loaded.variants, given: base };
  return { graph: nextStep(swept, []).graph, ...rest, sweep: swept };
}

/** Reads an experiment with the paths of the user's files, its variants, and the files of all pipelines by name. */
export async function readExperiment(
  file: string,
  overrides: string[],
  { pipelineFolders, onNote }: Pick<ReadingContext, 'pipelineFolders' | 'onNote'>,
  options: { areOverridesOld?: boolean } = {},
): Promise<LoadedExperiment<ResolvedExperiment> & { pipelines: Map<string, string> }> {
  const pipelines = await findPipelines(pipelineFolders);
  const loaded = await loadExperiment(file, {
    overrides,
    ...options,
    ...experimentFile,
    rules: experimentRules([...pipelines.keys()], dirname(file)),
  });
  const note = noteOf(loaded.outdated);
  if (note !== undefined) onNote?.(note);
  return { ...loaded, pipelines };
}

/** Reads each file and pipeline once for all variants. */
async function loadVariants(
  variants: Variant<ResolvedExperiment>[],
  pipelines: Map<string, string>,
  { dataFolder, stageFolders, onLongRead }: ReadingContext,
): Promise<{ variants: SweepVariant[]; files: Record<string, string> }> {
  const digests = new Map<string, Promise<string> | string>();
  const read = new Map<string, Promise<Pipeline>>();
  const files: Record<string, string> = {};
  const loaded: SweepVariant[] = [];
  for (const { name, values, given, experiment } of variants) {
    const digested = await withDigests(experiment, resolve(dataFolder), { known: digests, onLongRead });
    const { pipeline } = experiment;
    if (!read.has(pipeline)) read.set(pipeline, readPipeline(pipelines.get(pipeline)!, stageFolders));
    Object.assign(files, digested.files);
    loaded.push({
      name,
      values,
      files: namedFiles(given, digested),
      experiment: digested.experiment,
      classNames: classNamesOf(experiment),
      pipeline: await read.get(pipeline)!,
    });
  }
  return { variants: loaded, files };
}

/** A pipeline whose stages have the roles that their packages declare. */
async function readPipeline(file: string, stageFolders: readonly string[]): Promise<Pipeline> {
  const { stages } = await loadPipeline(file);
  const builds = await loadStageBuilds(
    stages.map(({ uses }) => uses),
    [...stageFolders],
  );
  return { stages: stages.map((stage) => ({ ...stage, role: builds.get(stage.uses)!.manifest.role })) };
}

/** Files by pipeline name. */
async function findPipelines(folders: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const folder of folders) {
    for (const name of await readdir(folder).catch(() => [])) {
      const pipeline = /^(.+)\.ya?ml$/.exec(name)?.[1];
      if (pipeline && !found.has(pipeline)) found.set(pipeline, join(folder, name));
    }
  }
  return found;
}
