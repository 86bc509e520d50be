import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { compileExperiment, loadExperiment, loadPipeline } from '@fcdd/experiment';
import { withParts } from '@fcdd/schemas';
import experimentSchema from '@fcdd/schemas/experiment.schema.json' with { type: 'json' };
import type { StageGraph } from '@fcdd/stage';
import { pipelineFolders } from './house.ts';
import { type ResolvedExperiment, experimentRules } from './rules.ts';

const VERSION = 1;

/** Reads an experiment's file, layers overrides (`path=value`) on it and compiles it. */
export async function loadGraph(
  file: string,
  overrides: string[],
): Promise<{ graph: StageGraph; experiment: ResolvedExperiment }> {
  const pipelines = await findPipelines();
  const { experiment } = await loadExperiment(file, {
    overrides,
    schema: withParts(experimentSchema),
    version: VERSION,
    rules: experimentRules([...pipelines.keys()]),
  });
  const pipeline = await loadPipeline(pipelines.get(experiment.pipeline)!);
  return { graph: compileExperiment(experiment, pipeline), experiment };
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
