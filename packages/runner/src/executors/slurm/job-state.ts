/** State of a job, as Slurm reports it. */
export interface JobState {
  /** Id as Slurm shows it: `12`, or `12_3` for the third of an array. */
  id: string;
  /** State in Slurm's words, such as `PENDING` or `OUT_OF_MEMORY`. */
  state: string;
  /** Why it is in that state, such as `Resources`; empty where Slurm does not say. */
  reason: string;
}

const OVER = [
  'BOOT_FAIL',
  'CANCELLED',
  'COMPLETED',
  'DEADLINE',
  'FAILED',
  'NODE_FAIL',
  'OUT_OF_MEMORY',
  'PREEMPTED',
  'REVOKED',
  'TIMEOUT',
];

/** States in which a job waits to run. */
const WAITING = ['PENDING', 'CONFIGURING', 'REQUEUED', 'REQUEUE_FED', 'REQUEUE_HOLD', 'SPECIAL_EXIT'];

export function isOver({ state }: JobState): boolean {
  return OVER.includes(state);
}

export function isWaiting({ state }: JobState): boolean {
  return WAITING.includes(state);
}
