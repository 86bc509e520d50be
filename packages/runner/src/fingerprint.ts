import { createHash } from 'node:crypto';
import { type EngineChoice, type MatrixPoint, canonicalJson } from '@fcdd/stage';
import { effectiveParameters } from './effective-parameters.ts';
import type { StageEntry } from './origin.ts';
import type { PreparedNode } from './prepare.ts';
import { resultsOfInput } from './result-folders.ts';

/** Everything that the outputs of a stage depend on. */
export interface Components {
  stage: string;
  parameters: Record<string, unknown>;
  inputs: Record<string, InputComponent[]>;
  /** Digest of the stage's code. */
  code: string;
  /** Present only where results depend on it. */
  engine?: EngineChoice;
}

/** An input as the stage sees it: its content, and the node that it belongs to. */
export interface InputComponent {
  stage: string;
  matrix: MatrixPoint;
  /** Digest of all output files. */
  digest: string;
  /** Folder that shows it, where the stage asks for it. */
  results?: string;
}

const FORMAT = 1;

/** Computes the SHA-256 of everything that a stage's outputs depend on, in hexadecimal. */
export function fingerprintOf(components: Components): string {
  return createHash('sha256')
    .update(canonicalJson({ format: FORMAT, ...components }))
    .digest('hex');
}

/** @param entries outputs of the node's inputs, by node id */
export function componentsOf(
  { node, build, parameters, needs }: PreparedNode,
  entries: ReadonlyMap<string, StageEntry>,
  engine: EngineChoice,
): Components {
  const nodes = new Map(needs.map((need) => [need.node.id, need.node]));
  const inputOf = (id: string): InputComponent => {
    const input = nodes.get(id)!;
    const { stage, matrix } = input;
    return { stage, matrix, digest: entries.get(id)!.digest, ...resultsOfInput(input, node, build.manifest) };
  };
  return {
    stage: build.manifest.name,
    parameters: effectiveParameters(parameters, build.manifest.idleParameters),
    inputs: Object.fromEntries(Object.entries(node.needs).map(([name, ids]) => [name, ids.map(inputOf)])),
    code: build.manifest.code,
    engine: build.manifest.usesEngine ? (node.engine ?? engine) : undefined,
  };
}
