import type { JobOptions, Profile } from '@fcdd/schemas/types';

/** Options that a site and its user want for jobs. */
export type { JobOptions };

/** Options that a site and its user want for jobs. */
export type SlurmProfile = Omit<Profile, '$schema' | 'version' | 'executor'>;

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
