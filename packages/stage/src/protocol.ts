import type { StageAllotment } from './definition.ts';

/** The order that the runner sends to a ready process: once, or repeatedly while the process stays. */
export interface StageOrder {
  assignment: StageAssignment;
  /** File to which the process appends its output and the stage's log from now on. */
  logFile: string;
  /** Whether the process waits for another order when the stage has succeeded. */
  stays: boolean;
}

/** Everything that is needed to run one stage. */
export interface StageAssignment extends StageAllotment {
  /** Path of the stage's bundle. */
  bundle: string;
  parameters: unknown;
}

/** A message of a stage's process to the runner. The last one of each stage is `done` or `failed`. */
export type StageMessage =
  | { type: 'ready'; /** Memory of the process, in megabytes. */ memory: number }
  | { type: 'progress'; done: number; total: number; metrics?: Record<string, number> }
  | { type: 'log'; level: 'info' | 'warn'; message: string }
  | { type: 'done'; versions: Record<string, string> }
  | {
      type: 'failed';
      message: string;
      /** The message explains the failure to the user, so that the stack is not needed. */ explained: boolean;
      stack?: string;
      /** Code of a system error, such as `ENOSPC`. */ code?: string;
    };
