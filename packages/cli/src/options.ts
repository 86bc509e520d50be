import { InvalidArgumentError, Option } from 'commander';

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

export interface RunOptions extends ExperimentOptions, StoreOptions, DataOptions, PrintOptions {
  results: string;
  offline?: boolean;
  jobs?: number;
  threads?: number;
  keepGoing?: boolean;
  retries: number;
  /** Seconds. */
  timeout?: number;
}

export type PlanOptions = ExperimentOptions & StoreOptions & DataOptions & PrintOptions;

export type ValidateOptions = ExperimentOptions & DataOptions;

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
  snapshot?: string;
  out: string;
}

export interface PredictOptions extends PrintOptions {
  out: string;
  overlays: boolean;
  batch?: number;
  threads?: number;
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

export const executionOptions = [
  new Option('--jobs <number>', 'stages at once (default: the number of cores)').argParser(positiveInteger),
  new Option(
    '--threads <number>',
    "threads of all stages together (default: the experiment's, else the number of cores)",
  ).argParser(positiveInteger),
  new Option('--keep-going', 'after a failure, go on with what does not need the failed stage'),
  new Option('--retries <number>', 'how often a failed stage is tried again')
    .argParser(wholeNumber)
    .default(0),
  new Option('--timeout <duration>', 'stop a stage that takes longer, such as 90s, 30m or 12h').argParser(
    parseDuration,
  ),
  new Option('--offline', 'fetch nothing over the network'),
];

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds. */
export function parseDuration(text: string): number {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)([smhd])?$/.exec(text) ?? [];
  if (!(Number(number) > 0)) throw new InvalidArgumentError('Write it like 90s, 30m, 12h or 2d.');
  return Number(number) * SECONDS[unit]!;
}

export function positiveInteger(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number of at least 1.');
  return Number(text);
}

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
