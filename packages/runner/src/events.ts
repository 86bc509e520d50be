import type { EngineChoice, MatrixPoint } from '@fcdd/stage';
import type { Reason } from './reasons.ts';

/** Events of a run, as they happen. `id` is a node's. */
export type RunEvent =
  | {
      type: 'run-started';
      experiment: string;
      engine: EngineChoice;
      nodes: AnnouncedNode[];
    }
  | {
      type: 'stage-cached';
      id: string;
      fingerprint: string;
      /** Another run has just made it. */ shared: boolean;
    }
  | { type: 'stage-waiting'; id: string; fingerprint: string }
  | {
      type: 'stage-started';
      id: string;
      fingerprint: string;
      threads: number;
      /** Indices of the graphics processors that it has for itself. */
      gpus: number[];
      attempt: number;
      reasons: Reason[];
    }
  /** The stage waits in the queue of a cluster, as this job. */
  | { type: 'stage-queued'; id: string; job: string; /** In the cluster's words. */ reason: string }
  /** A machine of the cluster has started the stage. */
  | { type: 'stage-running'; id: string; job: string }
  | { type: 'stage-progress'; id: string; done: number; total: number; metrics?: Record<string, number> }
  | { type: 'stage-log'; id: string; level: 'info' | 'warn'; message: string }
  | { type: 'stage-finished'; id: string; fingerprint: string; /** Seconds. */ duration: number }
  | ({ type: 'stage-failed'; /** The stage is tried again. */ retried: boolean } & NodeFailure)
  | { type: 'stage-skipped'; id: string; because: string }
  | { type: 'warning'; message: string }
  | ({ type: 'run-finished' } & RunSummary);

export interface AnnouncedNode {
  id: string;
  stage: string;
  matrix: MatrixPoint;
  /** Unit of its progress in the plural, where its stage declares one. */
  unit?: string;
}

export interface NodeFailure {
  id: string;
  /** The problem and its remedy, in one or several lines. */
  message: string;
  stack?: string;
  logFile?: string;
  /** The last lines of the log. */
  lastLines?: string[];
}

export interface RunSummary {
  experiment: string;
  /** Only a part of the experiment was to run. */
  isPartial: boolean;
  /** Numbers of stages. */
  ran: number;
  cached: number;
  skipped: number;
  failures: NodeFailure[];
  /** The run was stopped on purpose. */
  interrupted: boolean;
  /** Seconds. */
  duration: number;
  resultsFolder: string;
  /** `report.html` of the results, where it is of this run. */
  report?: string;
}
