import type { EngineChoice } from '@fcdd/stage';
import type { PreparedNode } from './prepare.ts';
import type { Demand } from './scheduler.ts';

/** Devices of which each stage has one for itself. */
const GRAPHICS = ['cuda', 'webgpu'];

/**
 * Computes the resources that a node takes while it runs: the user overrides the pipeline, which overrides the stage's
 * declaration.
 * @param limits number of nodes of a stage that may run at once, by name of the stage
 */
export function demandOf(
  { node, build: { manifest } }: PreparedNode,
  engine: EngineChoice,
  limits: Readonly<Record<string, number>> = {},
): Demand {
  const { threads, memory, gpus, limit } = { ...manifest.resources, ...node.resources };
  const { device } = node.engine ?? engine;
  const usesGraphics = manifest.usesEngine === true && GRAPHICS.includes(device);
  return {
    stage: node.stage,
    threads,
    memory,
    gpus: gpus ?? (usesGraphics ? 1 : 0),
    limit: limits[node.stage] ?? limit ?? Infinity,
  };
}
