import { join } from 'node:path';
import type { StageAssignment, StageMessage } from './protocol.ts';

/** Files of a job's folder, in which the runner and the job meet, on different machines and at different times. */
export const jobFiles = {
  order: 'job.json',
  messages: 'messages.jsonl',
  heartbeat: 'heartbeat',
  end: 'end.json',
} as const;

/** Written by the runner before the job is submitted. */
export interface JobOrder {
  /** The job that the folder is for: others, of earlier submissions, must not touch it. */
  submission: string;
  assignment: StageAssignment;
  /** Seconds that the stage may take. */
  timeout?: number;
}

/** Written by the job when its stage has ended; it is there as a whole or not at all. */
export interface JobEnd {
  submission: string;
  /** ISO 8601. */
  startedAt: string;
  /** Seconds. */
  duration: number;
  threads: number;
  /** The job was asked to end before its stage was done. */
  stopped: boolean;
  /** The stage took longer than it may. */
  timedOut: boolean;
  /** All output files, relative to the output folder: a network file system may show them some time later. */
  outputs: { path: string; size: number }[];
  end: Extract<StageMessage, { type: 'done' | 'failed' }>;
}

export function jobFile(folder: string, name: keyof typeof jobFiles): string {
  return join(folder, jobFiles[name]);
}
