import type { StageAllotment } from './definition.ts';

/** What the runner tells the process of a stage, once, as its first message. */
export interface StageAssignment extends StageAllotment {
  /** File of the stage's bundle. */
  bundle: string;
  parameters: unknown;
}

/** What the process of a stage tells the runner. `done` or `failed` is the last. */
export type StageMessage =
  | { type: 'ready' }
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
