/** Options that a site and its user want for jobs. */
export interface SlurmProfile {
  /** Jobs that may be queued or running at once. */
  maxJobs: number;
  /** Seconds between two questions to Slurm, at most. */
  pollEvery: number;
  defaults: JobOptions;
  /** Options of single stages, by their names in the pipeline; they override the defaults. */
  stages: Record<string, JobOptions>;
}

export interface JobOptions {
  partition?: string;
  account?: string;
  qos?: string;
  constraint?: string;
  /** Longest duration, such as `90m`, `12h` or `2d`. */
  time?: string;
  /** Memory, such as `500M` or `16G`. */
  memory?: string;
  /** Cores of a job. */
  threads?: number;
  /** Number of graphics processors, or kind and number, such as `a100:1`. */
  gpus?: number | string;
  /** Names for `module load`, in this order. */
  modules?: string[];
  /** Lines of shell that run before the stage. */
  setup?: string[];
}

/** A key of a stage replaces the default of the same name. */
export function optionsOf({ defaults, stages }: SlurmProfile, stage: string): JobOptions {
  return { ...defaults, ...(Object.hasOwn(stages, stage) ? stages[stage] : undefined) };
}

/** Number of graphics processors that the option asks for. */
export function numberOfGpus(gpus: JobOptions['gpus'] = 0): number {
  return typeof gpus === 'number' ? gpus : Number(gpus.split(':').at(-1));
}

const MINUTES: Record<string, number> = { s: 1 / 60, m: 1, h: 60, d: 1440 };

/** Whole minutes, which is how Slurm counts. */
export function minutesOf(time: string): number {
  return Math.ceil(Number.parseFloat(time) * MINUTES[time.at(-1)!]!);
}
