import type { StageAssignment, StageManifest, StageMessage } from '@fcdd/stage';

/** Where stages run: on this machine, or on those of a cluster. */
export interface Executor {
  /**
   * Whether stages go on when this process ends: a later run finds them by their fingerprints. Their outputs are then
   * written to a folder of the store that outlives the session.
   */
  readonly durable: boolean;
  /** Runs one stage to its end. What goes wrong with it is told, not thrown. */
  execute(task: StageTask): Promise<StageExit>;
  /** Ends what is kept for further stages. */
  close(): Promise<void>;
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
  /** Megabytes. */
  memory: number;
  /** What the process writes to its outputs, and what the stage logs, is added to it. */
  logFile: string;
  /** Seconds. */
  timeout?: number;
  /** Asks the process to end; it is killed when it has not after five seconds. */
  signal: AbortSignal;
  /** Kills the process at once. */
  killSignal: AbortSignal;
  onMessage(message: Extract<StageMessage, { type: 'progress' | 'log' }>): void;
}

export type StageExit =
  | { state: 'done'; versions: Record<string, string> }
  | ({ state: 'failed' } & Omit<Extract<StageMessage, { type: 'failed' }>, 'type'>);
