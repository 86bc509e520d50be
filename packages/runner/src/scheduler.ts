import { UserError } from '@fcdd/errors';

/** Resources that the machine or the user gives to all stages together. */
export interface Capacity {
  /** Stages at once. */
  jobs: number;
  threads: number;
  /** Megabytes. */
  memory: number;
  /** Indices of graphics processors. */
  gpus: number[];
}

/** Resources that a node takes while it runs. */
export interface Demand {
  /** Stage of the pipeline, whose nodes share a limit. */
  stage: string;
  /** One, so many (or all, where there are fewer), or a share of all. */
  threads: 'one' | 'all' | number;
  /** Megabytes. */
  memory: number;
  /** Number of graphics processors. */
  gpus: number;
  /** Nodes of this stage at once. */
  limit: number;
}

export interface Slot {
  /** Threads that the stage may keep busy. */
  threads: number;
  /** Indices of the graphics processors that the stage has for itself. */
  gpus: number[];
  release(): void;
}

export interface Scheduler {
  /**
   * Waits for its turn; higher priorities first. Undefined once the scheduler is closed.
   * @throws UserError if more graphics processors are asked for than there are
   */
  acquire(demand: Demand, priority: number): Promise<Slot | undefined>;
  /** Gives out no slots while the work lasts, because it may bring forth more stages to share the threads among. */
  hold<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Turns away all who wait, now and later. */
  close(): void;
}

interface Waiting {
  demand: Demand;
  priority: number;
  resolve(slot?: Slot): void;
}

/** Free capacity; `jobs` counts running stages. */
interface Free {
  running: number;
  memory: number;
  gpus: number;
  /** Running nodes, by stage. */
  ofStage: Map<string, number>;
}

export function createScheduler({ jobs, threads, memory, gpus }: Capacity): Scheduler {
  const queue: Waiting[] = [];
  const freeGpus = [...gpus];
  const ofStage = new Map<string, number>();
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
      const left = free();
      const index = queue.findIndex(
        ({ demand }) => fits(demand, left) && leastThreads(demand) <= freeThreads,
      );
      if (index < 0) return;
      const share = threadsFor(queue[index]!.demand);
      const [next] = queue.splice(index, 1);
      next!.resolve(take(next!.demand, share));
    }
  }

  function free(): Free {
    return { running, memory: freeMemory, gpus: freeGpus.length, ofStage };
  }

  function leastThreads({ threads: wanted }: Demand): number {
    return typeof wanted === 'number' ? Math.min(wanted, threads) : 1;
  }

  /**
   * Stages that use many threads share what is free and what others that could start now do not take: two with one
   * thread each beat one with two, then another.
   */
  function threadsFor(demand: Demand): number {
    if (demand.threads !== 'all') return leastThreads(demand);
    const left = { ...free(), ofStage: new Map(ofStage) };
    let sharers = 0;
    let taken = 0;
    for (const { demand: other } of queue) {
      if (left.running >= jobs || taken + sharers >= freeThreads) break;
      if (!fits(other, left)) continue;
      add(left, other);
      if (other.threads === 'all') sharers++;
      else taken += leastThreads(other);
    }
    return Math.max(1, Math.floor((freeThreads - taken) / sharers));
  }

  function take(demand: Demand, share: number): Slot {
    const given = freeGpus.splice(0, demand.gpus);
    running++;
    freeThreads -= share;
    freeMemory -= demand.memory;
    ofStage.set(demand.stage, (ofStage.get(demand.stage) ?? 0) + 1);
    const release = (): void => {
      running--;
      freeThreads += share;
      freeMemory += demand.memory;
      freeGpus.push(...given);
      freeGpus.sort((a, b) => a - b);
      ofStage.set(demand.stage, ofStage.get(demand.stage)! - 1);
      giveOutSoon();
    };
    return { threads: share, gpus: given, release };
  }

  return {
    acquire: async (demand, priority) => {
      if (demand.gpus > gpus.length) throw tooFewGpus(demand, gpus.length);
      if (closed) return undefined;
      return new Promise((resolve) => {
        const position = queue.findIndex((waiting) => waiting.priority < priority);
        queue.splice(position < 0 ? queue.length : position, 0, { demand, priority, resolve });
        giveOutSoon();
      });
    },
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

/** Tells whether a node can start beside the running ones. A node that needs more memory than the machine has runs alone. */
function fits({ stage, memory, gpus, limit }: Demand, free: Free): boolean {
  return (
    (free.running === 0 || memory <= free.memory) &&
    gpus <= free.gpus &&
    (free.ofStage.get(stage) ?? 0) < limit
  );
}

function add(free: Free, { stage, memory, gpus }: Demand): void {
  free.running++;
  free.memory -= memory;
  free.gpus -= gpus;
  free.ofStage.set(stage, (free.ofStage.get(stage) ?? 0) + 1);
}

function tooFewGpus({ stage, gpus }: Demand, available: number): UserError {
  const needed = gpus === 1 ? 'a graphics processor' : `${gpus} graphics processors`;
  const found =
    available === 0 ? 'none is there' : `${available} of them ${available === 1 ? 'is' : 'are'} there`;
  return new UserError(`The stage '${stage}' needs ${needed}, and ${found}.`, {
    hint: 'Name those to use with --gpus, such as --gpus 0,1; ask for fewer under the resources of the stage in the pipeline file; or compute with --device cpu.',
  });
}
