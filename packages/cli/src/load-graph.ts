import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { compileExperiment, loadExperiment, loadPipeline } from '@fcdd/experiment';
import { withParts } from '@fcdd/schemas';
import experimentSchema from '@fcdd/schemas/experiment.schema.json' with { type: 'json' };
import type { StageGraph } from '@fcdd/stage';
import type { ResolvedExperiment } from './experiment.ts';
import { withDigests } from './digests/with-digests.ts';
import { pipelineFolders } from './house.ts';
import { classNamesOf } from './rules/dataset.ts';
import { experimentRules } from './rules/experiment-rules.ts';

const VERSION = 1;

export interface LoadedGraph {
  graph: StageGraph;
  experiment: ResolvedExperiment;
  /** Names of the data set's classes. */
  classNames: string[];
  /** Where files and folders are that the experiment names by their digests. */
  files: Record<string, string>;
}

/**
 * Reads an experiment's file, layers overrides (`path=value`) on it and compiles it.
 * @param dataFolder where data sets are looked for
 */
export async function loadGraph(file: string, overrides: string[], dataFolder: string): Promise<LoadedGraph> {
  const pipelines = await findPipelines();
  const { experiment: resolved } = await loadExperiment(file, {
    overrides,
    schema: withParts(experimentSchema),
    version: VERSION,
    rules: experimentRules([...pipelines.keys()], dirname(file)),
  });
  const { experiment, files } = await withDigests(resolved, resolve(dataFolder));
  const pipeline = await loadPipeline(pipelines.get(experiment.pipeline)!);
  return {
    graph: compileExperiment(experiment, pipeline),
    experiment,
    classNames: classNamesOf(resolved),
    files,
  };
}

/** Files by pipeline name. */
async function findPipelines(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const folder of pipelineFolders) {
    for (const name of await readdir(folder).catch(() => [])) {
      const pipeline = /^(.+)\.ya?ml$/.exec(name)?.[1];
      if (pipeline && !found.has(pipeline)) found.set(pipeline, join(folder, name));
    }
  }
  return found;
}
