import type { StageAssignment, StageManifest, StageMessage } from '@fcdd/stage';
import type { Demand } from '../scheduler.ts';

/** Runs stages: on this machine, or on the machines of a cluster. */
export interface Executor {
  /**
   * Whether stages continue when this process ends: a later run finds them by their fingerprints. Their outputs are then
   * written to a folder of the store that outlives the session.
   */
  readonly durable: boolean;
  /** Present where other machines run the stages: the resources of this one do not count then. */
  readonly elsewhere?: Elsewhere;
  /** Runs one stage to its end. Failures are returned, not thrown. */
  execute(task: StageTask): Promise<StageExit>;
  /** Ends processes that are kept for further stages. */
  close(): Promise<void>;
}

export interface Elsewhere {
  /** Number of stages that may be active at once. */
  jobs: number;
  /** Resources that a stage gets. */
  allot(demand: Demand): Pick<StageAssignment, 'threads' | 'gpus'>;
}

/** One stage that is to run. */
export interface StageTask {
  /** Id of the node. */
  id: string;
  /** Name of the stage in the pipeline: tasks of one stage are alike. */
  stage: string;
  fingerprint: string;
  manifest: StageManifest;
  assignment: StageAssignment;
  /** Folder for the files of the stage's job, which a durable executor uses. */
  jobFolder: string;
  /** Megabytes. */
  memory: number;
  /** File to which the output of the process and the stage's log are added. */
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
      /** Present where the stage ran at another time: it waited, or an earlier run had begun it. */
      ran?: { startedAt: string; /** Seconds. */ duration: number; threads: number };
    }
  | ({ state: 'failed' } & Omit<Extract<StageMessage, { type: 'failed' }>, 'type'>);
