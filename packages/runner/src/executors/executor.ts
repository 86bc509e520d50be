import type { StageAssignment, StageManifest, StageMessage } from '@fcdd/stage';
import type { Demand } from '../scheduler.ts';

/** Where stages run: on this machine, or on those of a cluster. */
export interface Executor {
  /**
   * Whether stages go on when this process ends: a later run finds them by their fingerprints. Their outputs are then
   * written to a folder of the store that outlives the session.
   */
  readonly durable: boolean;
  /** Where other machines run the stages: what this one has does not count. */
  readonly elsewhere?: Elsewhere;
  /** Runs one stage to its end. What goes wrong with it is told, not thrown. */
  execute(task: StageTask): Promise<StageExit>;
  /** Ends what is kept for further stages. */
  close(): Promise<void>;
}

export interface Elsewhere {
  /** Stages that may be under way at once. */
  jobs: number;
  /** What a stage gets. */
  allot(demand: Demand): Pick<StageAssignment, 'threads' | 'gpus'>;
}

/** One stage that is to run. */
export interface StageTask {
  /** Of the node. */
  id: string;
  /** Name of the stage in the pipeline: tasks of one stage are alike. */
  stage: string;
  fingerprint: string;
  manifest: StageManifest;
  assignment: StageAssignment;
  /** Of a durable executor: where the stage's job is told of. */
  jobFolder: string;
  /** Megabytes. */
  memory: number;
  /** What the process writes to its outputs, and what the stage logs, is added to it. */
  logFile: string;
  /** Seconds. */
  timeout?: number;
  /** Asks the process to end. */
  signal: AbortSignal;
  /** Kills the process at once. */
  killSignal: AbortSignal;
  onMessage(message: TaskMessage): void;
}

export type TaskMessage =
  | Extract<StageMessage, { type: 'progress' | 'log' }>
  /** It waits in the queue of a cluster. */
  | { type: 'queued'; job: string; /** In the cluster's words. */ reason: string }
  /** A machine of the cluster runs it. */
  | { type: 'running'; job: string };

export type StageExit =
  | {
      state: 'done';
      versions: Record<string, string>;
      /** Where it ran at another time than it was asked to: it waited, or an earlier run had begun it. */
      ran?: { startedAt: string; /** Seconds. */ duration: number; threads: number };
    }
  | ({ state: 'failed' } & Omit<Extract<StageMessage, { type: 'failed' }>, 'type'>);
