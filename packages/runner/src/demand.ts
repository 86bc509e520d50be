import type { EngineChoice } from '@fcdd/stage';
import type { PreparedNode } from './prepare.ts';
import type { Demand } from './scheduler.ts';

/** Devices of which each stage has one for itself. */
const GRAPHICS = ['cuda', 'webgpu'];

/**
 * Resources that a node takes while it runs. The user's word counts more than the pipeline's, and that more than
 * what the stage declares.
 * @param limits how many nodes of a stage may run at once, by name of the stage
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
