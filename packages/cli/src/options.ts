import type { Selection } from '@fcdd/runner';
import type { DetectorChoice } from '@fcdd/studies';

/** Folder of results, relative to the working folder. */
export const defaultResults = 'results';

/** Options of all commands that read an experiment. */
export interface ExperimentOptions {
  set: string[];
  backend?: string;
  device?: string;
}

/** Returns the changes of an experiment, as `path=value`. A specific option wins over `--set`. */
export function overridesOf({ set, backend, device }: ExperimentOptions): string[] {
  const engine = Object.entries({ backend, device }).filter(([, value]) => value !== undefined);
  return [...set, ...engine.map(([name, value]) => `engine.${name}=${value}`)];
}

export interface StoreOptions {
  store: string;
}

export interface PrintOptions {
  json?: boolean;
  verbose?: boolean;
}

export interface DataOptions {
  data: string;
}

/** Options that choose the part of an experiment that runs. */
export interface SelectionOptions {
  target?: string[];
  force?: string[];
  from?: string[];
}

export function hasSelection({ target, force, from }: SelectionOptions): boolean {
  return [target, force, from].some((names) => names !== undefined && names.length > 0);
}

export function selectionOf({ target, force, from }: SelectionOptions): Selection {
  return { targets: target, force, from };
}

export interface RunOptions
  extends ExperimentOptions, SelectionOptions, StoreOptions, DataOptions, PrintOptions {
  results: string;
  offline?: boolean;
  jobs?: number;
  threads?: number;
  gpus?: number[];
  limit?: Record<string, number>;
  keepGoing?: boolean;
  retries: number;
  /** Seconds that a stage may take. */
  timeout?: number;
  executor?: 'local' | 'slurm';
  /** File with the options of cluster jobs. */
  profile?: string;
}

export type PlanOptions = ExperimentOptions & SelectionOptions & StoreOptions & DataOptions & PrintOptions;

export type StatusOptions = ExperimentOptions &
  StoreOptions &
  DataOptions &
  PrintOptions & { watch?: boolean };

export type WhyOptions = ExperimentOptions & StoreOptions & DataOptions & PrintOptions;

export type LogsOptions = ExperimentOptions &
  StoreOptions &
  DataOptions & {
    follow?: boolean;
    lines: number;
  };

export type ValidateOptions = ExperimentOptions & DataOptions & Pick<PrintOptions, 'verbose'>;

export type CollectOptions = StoreOptions & DataOptions & { olderThan: number };

export type DoctorOptions = StoreOptions & DataOptions & PrintOptions;

export type ReportOptions = ExperimentOptions &
  StoreOptions &
  DataOptions &
  Pick<RunOptions, 'results' | 'verbose'>;

export interface ExportOptions
  extends DetectorChoice, ExperimentOptions, StoreOptions, DataOptions, PrintOptions {
  snapshot?: string;
  out: string;
}

export interface BaselinesOptions extends DataOptions {
  set: string[];
  only?: string;
  out?: string;
  force?: boolean;
}

export interface MigrateOptions {
  check?: boolean;
  out?: string;
}

export interface PredictOptions extends PrintOptions {
  out: string;
  overlays: boolean;
  batch?: number;
  threads?: number;
}

export interface InitOptions {
  dataset?: string;
  /** The user's own images. */
  path?: string;
  classes?: string[];
  anomalies?: string;
  /** The user's own outliers. */
  outliers?: string;
  net?: string;
  effort?: string;
  yes?: boolean;
}
