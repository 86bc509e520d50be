import { setTimeout as sleep } from 'node:timers/promises';
import { SlurmSilentError, listJobs } from './commands.ts';
import type { JobState } from './job-state.ts';

/** States of all jobs, which one request fetches however many there are. */
export interface Queue {
  /**
   * The last known state of a job: `unasked` until an answer is newer than the request, `gone` if Slurm does not know it
   * any more.
   */
  stateOf(key: string, since: number): JobState | 'unasked' | 'gone';
  /** Waits for the first answer on a job. */
  answerOn(key: string, since: number, signal: AbortSignal): Promise<JobState | 'gone'>;
  /** Slurm does not answer at the moment. */
  isSilent(): boolean;
  /** Keeps asking until the function that it returns is called as often as this. */
  attend(): () => void;
  /** How many attend. */
  attendance(): number;
  /** Asks soon, because something has changed. */
  hurry(): void;
}

export interface QueueOptions {
  /** Seconds between two questions while nothing changes. */
  pollEvery: number;
  onWarning(message: string): void;
}

/** Seconds. */
const FIRST_PAUSE = 1;
const GROWTH = 1.5;
/** Milliseconds between two checks for an answer. */
const LOOK = 100;

export function createQueue({ pollEvery, onWarning }: QueueOptions): Queue {
  let jobs = new Map<string, JobState>();
  let answeredAt = -Infinity;
  let attending = 0;
  let pause = FIRST_PAUSE;
  let silent = false;
  let wake = new AbortController();

  async function ask(): Promise<void> {
    const askedAt = performance.now();
    const before = jobs;
    jobs = await listJobs();
    answeredAt = askedAt;
    const changed = [...jobs].some(([key, { state }]) => before.get(key)?.state !== state);
    pause = changed ? FIRST_PAUSE : Math.min(pause * GROWTH, Math.max(pollEvery, FIRST_PAUSE));
    if (silent) onWarning('Slurm answers again.');
    silent = false;
  }

  async function keepAsking(): Promise<void> {
    while (attending > 0) {
      await ask().catch((error: unknown) => {
        const words = error instanceof Error ? error.message : String(error);
        if (!silent) onWarning(silenceWarning(words));
        silent = true;
        pause = Math.min(pause * GROWTH, Math.max(pollEvery, FIRST_PAUSE));
        if (!(error instanceof SlurmSilentError)) pause = Math.max(pollEvery, FIRST_PAUSE);
      });
      wake = new AbortController();
      await sleep(pause * 1000, undefined, { signal: wake.signal }).catch(() => {});
    }
  }

  function stateOf(key: string, since: number): JobState | 'unasked' | 'gone' {
    return answeredAt <= since ? 'unasked' : (jobs.get(key) ?? 'gone');
  }

  return {
    stateOf,
    answerOn: async (key, since, signal) => {
      for (;;) {
        const state = stateOf(key, since);
        if (state !== 'unasked') return state;
        await sleep(LOOK, undefined, { signal });
      }
    },
    isSilent: () => silent,
    attend: () => {
      if (++attending === 1) void keepAsking();
      return () => {
        if (--attending === 0) wake.abort();
      };
    },
    attendance: () => attending,
    hurry: () => {
      pause = FIRST_PAUSE;
      wake.abort();
    },
  };
}

function silenceWarning(words: string): string {
  return `Slurm does not answer (${words}). Jobs continue without it; the run waits and asks again.`;
}
