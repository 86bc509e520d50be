import type { EngineChoice, MatrixPoint, ResourceDeclaration, StageRole } from './definition.ts';

/**
 * A compiled experiment: which stages run, with which parameters, on which inputs. Nodes follow the nodes that they
 * need.
 */
export interface StageGraph {
  /** Name of the experiment; also the name of its results folder. */
  experiment: string;
  /** The experiment as resolved, for provenance. */
  configuration: unknown;
  engine: EngineChoice;
  nodes: StageNode[];
}

export interface StageNode {
  /** Unique and readable, such as `train class=3 seed=0`. */
  id: string;
  /** Name of the stage in the pipeline. */
  stage: string;
  /** The package whose build runs, such as `@fcdd/stage-train`. */
  uses: string;
  /** Declaration of the package; absent if the package has not been read. */
  role?: StageRole;
  matrix: MatrixPoint;
  /** Parameters that the pipeline gives; the stage's own schema adds defaults. */
  parameters: Record<string, unknown>;
  /** Ids of the nodes whose outputs are this node's inputs, by input name. */
  needs: Record<string, string[]>;
  /** Engine of this node where it differs from that of the graph, as in a merged graph. */
  engine?: EngineChoice;
  /** Resources that the pipeline asks for instead of those that the stage declares. */
  resources?: NodeResources;
  /** Folders below the experiment's results that show this node's outputs; may be empty. */
  results: string[];
}

export interface NodeResources extends Partial<ResourceDeclaration> {
  /** Maximum number of nodes of this stage that run at the same time. */
  limit?: number;
  /** Maximum duration of the stage, in seconds. */
  timeout?: number;
}
