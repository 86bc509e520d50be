import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compileExperiment, loadExperiment, loadPipeline } from '@fcdd/experiment';
import { withParts } from '@fcdd/schemas';
import experimentSchema from '@fcdd/schemas/experiment.schema.json' with { type: 'json' };
import type { StageGraph } from '@fcdd/stage';
import { withDigests } from './file-digests.ts';
import { pipelineFolders } from './house.ts';
import { type ResolvedExperiment, experimentRules } from './rules.ts';

const VERSION = 1;

export interface LoadedGraph {
  graph: StageGraph;
  experiment: ResolvedExperiment;
  /** Where files are that the experiment names by their digests. */
  files: Record<string, string>;
}

/** Reads an experiment's file, layers overrides (`path=value`) on it and compiles it. */
export async function loadGraph(file: string, overrides: string[]): Promise<LoadedGraph> {
  const pipelines = await findPipelines();
  const { experiment: resolved } = await loadExperiment(file, {
    overrides,
    schema: withParts(experimentSchema),
    version: VERSION,
    rules: experimentRules([...pipelines.keys()], dirname(file)),
  });
  const { experiment, files } = await withDigests(resolved);
  const pipeline = await loadPipeline(pipelines.get(experiment.pipeline)!);
  return { graph: compileExperiment(experiment, pipeline), experiment, files };
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
