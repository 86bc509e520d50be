import type { EngineChoice, MatrixPoint, ResourceDeclaration, StageRole } from './definition.ts';

/** A compiled experiment: which stages run, with which parameters, on which inputs. Acyclic; needs come first. */
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
  /** As the package declares it; left out where it has not been asked. */
  role?: StageRole;
  matrix: MatrixPoint;
  /** As the pipeline gives them; the stage's own schema adds defaults. */
  parameters: Record<string, unknown>;
  /** Ids of the nodes whose outputs are this node's inputs, by input name. */
  needs: Record<string, string[]>;
  /** In place of the graph's, where graphs of several engines are merged. */
  engine?: EngineChoice;
  /** Resources that the pipeline asks for, in place of those that the stage declares. */
  resources?: NodeResources;
  /** Folders below the experiment's results, each of which shows this node's outputs; none: not shown. */
  results: string[];
}

export interface NodeResources extends Partial<ResourceDeclaration> {
  /** How many nodes of this stage may run at once. */
  limit?: number;
  /** Seconds that the stage may take. */
  timeout?: number;
}
