import { join } from 'node:path';
import type { StageAssignment, StageMessage } from './protocol.ts';

/** Files of a job's folder, through which the runner and the job communicate across machines and time. */
export const jobFiles = {
  order: 'job.json',
  messages: 'messages.jsonl',
  heartbeat: 'heartbeat',
  end: 'end.json',
} as const;

/** The order that the runner writes before it submits the job. */
export interface JobOrder {
  /** The submission that owns the folder; jobs of earlier submissions must not touch it. */
  submission: string;
  assignment: StageAssignment;
  /** Maximum duration of the stage, in seconds. */
  timeout?: number;
}

/** The end that the job writes atomically when its stage has ended. */
export interface JobEnd {
  submission: string;
  /** ISO 8601. */
  startedAt: string;
  /** Seconds. */
  duration: number;
  threads: number;
  /** The job was asked to end before its stage was done. */
  stopped: boolean;
  /** The stage took longer than its timeout. */
  timedOut: boolean;
  /** All output files, relative to the output folder. A network file system may show them with a delay. */
  outputs: { path: string; size: number }[];
  end: Extract<StageMessage, { type: 'done' | 'failed' }>;
}

export function jobFile(folder: string, name: keyof typeof jobFiles): string {
  return join(folder, jobFiles[name]);
}
