import type { StageAllotment } from './definition.ts';

/** Order of the runner to the process of a stage that is ready. A process that stays gets several, one after another. */
export interface StageOrder {
  assignment: StageAssignment;
  /** To which the process adds what it prints from now on, and what the stage logs. */
  logFile: string;
  /** When the stage has ended well, the process waits for another. */
  stays: boolean;
}

/** All that a stage is to be run with. */
export interface StageAssignment extends StageAllotment {
  /** File of the stage's bundle. */
  bundle: string;
  parameters: unknown;
}

/** Message of the process of a stage to the runner. `done` or `failed` is the last of a stage. */
export type StageMessage =
  | { type: 'ready'; /** Megabytes that the process holds. */ memory: number }
  | { type: 'progress'; done: number; total: number; metrics?: Record<string, number> }
  | { type: 'log'; level: 'info' | 'warn'; message: string }
  | { type: 'done'; versions: Record<string, string> }
  | {
      type: 'failed';
      message: string;
      /** The message suffices for users: the stage has not met a bug. */ explained: boolean;
      stack?: string;
      /** Code of a system error, such as `ENOSPC`. */ code?: string;
    };
