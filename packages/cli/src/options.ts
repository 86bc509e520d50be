import { secondsOf } from '@fcdd/experiment/duration';
import type { Selection } from '@fcdd/runner';
import { InvalidArgumentError, Option } from 'commander';
import type { BaselineObjective } from './experiment.ts';

/** Options of all commands that read an experiment. */
export interface ExperimentOptions {
  set: string[];
  backend?: string;
  device?: string;
}

/** What is changed of an experiment, as `path=value`: what an option is for counts more than a general one. */
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

/** Which part of an experiment runs. */
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
  /** Seconds. */
  timeout?: number;
  executor?: 'local' | 'slurm';
  /** File that says how jobs are to be. */
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

export interface ExportOptions extends ExperimentOptions, StoreOptions, DataOptions, PrintOptions {
  /** Name or index. */
  class?: string;
  seed?: number;
  /** Of a baseline. */
  objective?: BaselineObjective;
  /** Of a sweep. */
  variant?: string;
  snapshot?: string;
  out: string;
}

export interface BaselinesOptions extends DataOptions {
  only?: BaselineObjective;
  out?: string;
  force?: boolean;
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

export const setOption = new Option('--set <path=value>', 'change a value of the experiment; may be repeated')
  .argParser((value: string, all: string[]) => [...all, value])
  .default([], 'none');

/** They change results in their last digits, so that every command that looks for results takes them. */
export const engineOptions = [
  new Option('--backend <name>', "what computes (default: the experiment's)").choices([
    'auto',
    'onnxruntime',
    'tensorflow',
    'cpu',
  ]),
  new Option('--device <name>', "on which device (default: the experiment's)").choices([
    'auto',
    'cpu',
    'webgpu',
    'cuda',
  ]),
];

export const storeOption = new Option('--store <folder>', 'where outputs are kept')
  .env('FCDD_STORE')
  .default('.fcdd/store');

export const dataOption = new Option('--data <folder>', 'where data sets are looked for and kept')
  .env('FCDD_DATA')
  .default('.fcdd/data');

export const resultsOption = new Option('--results <folder>', 'where results are shown').default('results');

export const jsonOption = new Option('--json', 'print JSON, for programs');

export const verboseOption = new Option('--verbose', 'print logs, and where errors come from');

export const selectionOptions = [
  new Option(
    '--target <stage>',
    "run only this stage and what it needs: 'train', 'train class=3 seed=0'; may be repeated",
  ),
  new Option(
    '--force <stage>',
    'run this stage again, even if its outputs are in the store; may be repeated',
  ),
  new Option('--from <stage>', 'run this stage and all that follows again; may be repeated'),
].map((option) => option.argParser((value: string, all: string[] = []) => [...all, value]));

export const executionOptions = [
  new Option('-j, --jobs <number>', 'stages at once (default: the number of cores)').argParser(
    positiveInteger,
  ),
  new Option(
    '--threads <number>',
    "threads of all stages together (default: the experiment's, else the number of cores)",
  ).argParser(positiveInteger),
  new Option(
    '--gpus <indices>',
    'graphics processors that stages may use, such as 0,1 (default: all)',
  ).argParser(parseIndices),
  new Option('--limit <stage=number>', 'how many nodes of a stage run at once; may be repeated').argParser(
    parseLimit,
  ),
  new Option('--keep-going', 'after a failure, go on with what does not need the failed stage'),
  new Option('--retries <number>', 'how often a failed stage is tried again')
    .argParser(wholeNumber)
    .default(0),
  new Option('--timeout <duration>', 'stop a stage that takes longer, such as 90s, 30m or 12h').argParser(
    parseDuration,
  ),
  new Option('--executor <name>', "where stages run (default: the profile's, else local)").choices([
    'local',
    'slurm',
  ]),
  new Option('--profile <file>', 'what jobs of a cluster get, such as partition and memory (YAML)').env(
    'FCDD_PROFILE',
  ),
  new Option('--offline', 'fetch nothing over the network'),
];

/** Seconds. */
export function parseDuration(text: string): number {
  const seconds = secondsOf(text);
  if (seconds === undefined) throw new InvalidArgumentError('Write it like 90s, 30m, 12h or 2d.');
  return seconds;
}

function parseIndices(text: string): number[] {
  if (!/^\d+(,\d+)*$/.test(text)) throw new InvalidArgumentError('Write it like 0 or 0,1.');
  return [...new Set(text.split(',').map(Number))];
}

function parseLimit(text: string, all: Record<string, number> = {}): Record<string, number> {
  const [, stage, number] = /^([^=]+)=([1-9]\d*)$/.exec(text) ?? [];
  if (stage === undefined) throw new InvalidArgumentError('Write it like train=2.');
  return { ...all, [stage]: Number(number) };
}

export function positiveInteger(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number of at least 1.');
  return Number(text);
}

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
