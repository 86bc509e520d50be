import type { ResourceDeclaration } from '@fcdd/stage';

/** What the machine, or the user, gives to all stages together. */
export interface Capacity {
  /** Stages at once. */
  jobs: number;
  threads: number;
  /** Megabytes. */
  memory: number;
}

export interface Slot {
  /** Threads that the stage may keep busy. */
  threads: number;
  release(): void;
}

export interface Scheduler {
  /** Waits for its turn; higher priorities first. Undefined once the scheduler is closed. */
  acquire(needs: ResourceDeclaration, priority: number): Promise<Slot | undefined>;
  /** Gives out no slots while the work lasts, because it may bring forth more stages to share the threads among. */
  hold<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Turns away all who wait, now and later. */
  close(): void;
}

interface Waiting {
  needs: ResourceDeclaration;
  priority: number;
  resolve(slot?: Slot): void;
}

export function createScheduler({ jobs, threads, memory }: Capacity): Scheduler {
  const queue: Waiting[] = [];
  let running = 0;
  let freeThreads = threads;
  let freeMemory = memory;
  let holds = 0;
  let closed = false;
  let scheduled = false;

  /** Not at once: what has just become ready joins the queue first. */
  function giveOutSoon(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      giveOut();
    });
  }

  function giveOut(): void {
    while (holds === 0 && running < jobs && freeThreads > 0) {
      const index = queue.findIndex(({ needs }) => running === 0 || needs.memory <= freeMemory);
      if (index < 0) return;
      const share = threadsFor(queue[index]!);
      const [next] = queue.splice(index, 1);
      next!.resolve(take(next!, share));
    }
  }

  /** Stages that use many threads share what is free: two with one thread each beat one with two, then another. */
  function threadsFor({ needs }: Waiting): number {
    if (needs.threads === 'one') return 1;
    const ready = queue.filter((waiting) => waiting.needs.threads === 'all').length;
    return Math.max(1, Math.floor(freeThreads / Math.min(ready, jobs - running)));
  }

  function take({ needs }: Waiting, share: number): Slot {
    running++;
    freeThreads -= share;
    freeMemory -= needs.memory;
    const release = (): void => {
      running--;
      freeThreads += share;
      freeMemory += needs.memory;
      giveOutSoon();
    };
    return { threads: share, release };
  }

  return {
    acquire: (needs, priority) =>
      new Promise((resolve) => {
        if (closed) return resolve(undefined);
        const position = queue.findIndex((waiting) => waiting.priority < priority);
        queue.splice(position < 0 ? queue.length : position, 0, { needs, priority, resolve });
        giveOutSoon();
      }),
    hold: async (work) => {
      holds++;
      try {
        return await work();
      } finally {
        holds--;
        giveOutSoon();
      }
    },
    close: () => {
      closed = true;
      for (const { resolve } of queue.splice(0)) resolve(undefined);
    },
  };
}
