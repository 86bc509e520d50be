import { cancelJobs } from './commands.ts';
import { type JobState, isWaiting } from './job-state.ts';
import type { Queue } from './queue.ts';

/** Ends jobs; one request ends all jobs of one moment. */
export interface Stops {
  /** @param how `save`: the stage has the time that it needs to save what it has; `kill`: at once */
  stop(job: JobState, how: 'save' | 'kill'): void;
}

/** Milliseconds in which jobs are collected. */
const MOMENT = 100;
/** Milliseconds after which a job is asked again, since it may have begun to run in between. */
const AGAIN = 5000;

export function createStops(queue: Queue): Stops {
  /** The last request to each job, and its time. */
  const asked = new Map<string, { what: string; at: number }>();
  const collected = { dequeue: new Set<string>(), save: new Set<string>(), kill: new Set<string>() };
  let timer: NodeJS.Timeout | undefined;

  async function send(): Promise<void> {
    timer = undefined;
    for (const how of ['dequeue', 'kill', 'save'] as const) {
      const ids = [...collected[how]];
      collected[how].clear();
      // Slurm may be silent: then each job is asked again.
      await cancelJobs(ids, how).catch(() => ids.forEach((id) => asked.delete(id)));
    }
    queue.hurry();
  }

  return {
    stop: (job, how) => {
      const what = isWaiting(job) ? 'dequeue' : how;
      const last = asked.get(job.id);
      // A signal to save is given once for each time that the job runs: a second one may mean more to a stage.
      const isNew = last?.what !== what || (what !== 'save' && performance.now() - last.at > AGAIN);
      if (!isNew) return;
      asked.set(job.id, { what, at: performance.now() });
      collected[what].add(job.id);
      timer ??= setTimeout(() => void send(), MOMENT);
    },
  };
}
