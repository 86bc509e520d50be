import type { StageAllotment } from './definition.ts';

/** What the runner tells the process of a stage when it is ready: once, or again and again while it stays. */
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

/** What the process of a stage tells the runner. `done` or `failed` is a stage's last. */
export type StageMessage =
  | { type: 'ready'; /** Megabytes that the process holds. */ memory: number }
  | { type: 'progress'; done: number; total: number; metrics?: Record<string, number> }
  | { type: 'log'; level: 'info' | 'warn'; message: string }
  | { type: 'done'; versions: Record<string, string> }
  | {
      type: 'failed';
      message: string;
      /** The message tells users all: the stage has met no bug. */ explained: boolean;
      stack?: string;
      /** Of a system error, such as `ENOSPC`. */ code?: string;
    };
