import { Option } from 'commander';
import { defaultResults } from '../options.ts';
import { parseDuration, parseIndices, parseLimit, positiveInteger, wholeNumber } from './parse.ts';

export const setOption = new Option('--set <path=value>', 'change a value of the experiment; may be repeated')
  .argParser((value: string, all: string[]) => [...all, value])
  .default([], 'none');

/** Options that change the last digits of results, so that every command that looks for results has them. */
export const engineOptions = [
  new Option('--backend <name>', "backend that computes (default: the experiment's)").choices([
    'auto',
    'onnxruntime',
    'tensorflow',
    'cpu',
  ]),
  new Option('--device <name>', "device to compute on (default: the experiment's)").choices([
    'auto',
    'cpu',
    'webgpu',
    'cuda',
  ]),
];

export const storeOption = new Option('--store <folder>', 'folder in which outputs are kept')
  .env('FCDD_STORE')
  .default('.fcdd/store');

export const dataOption = new Option('--data <folder>', 'folder in which data sets are looked for and kept')
  .env('FCDD_DATA')
  .default('.fcdd/data');

export const resultsOption = new Option('--results <folder>', 'folder in which results are shown').default(
  defaultResults,
);

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
  new Option('--from <stage>', 'run this stage and everything after it again; may be repeated'),
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
  new Option(
    '--limit <stage=number>',
    'number of nodes of a stage that run at once; may be repeated',
  ).argParser(parseLimit),
  new Option('--keep-going', 'after a failure, continue with stages that do not need the failed one'),
  new Option('--retries <number>', 'number of times that a failed stage is tried again')
    .argParser(wholeNumber)
    .default(0),
  new Option(
    '--timeout <duration>',
    'stop a stage that takes longer, such as 90s, 30m or 12h; a bare number is seconds',
  ).argParser(parseDuration),
  new Option('--executor <name>', "where stages run (default: the profile's, else local)").choices([
    'local',
    'slurm',
  ]),
  new Option(
    '--profile <file>',
    'file (YAML) with the options of cluster jobs, such as partition and memory',
  ).env('FCDD_PROFILE'),
  new Option('--offline', 'fetch nothing over the network'),
];
