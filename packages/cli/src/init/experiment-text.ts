import type { InitAdvice } from '@fcdd/data-sets/catalogue';
import type { AnomalyChoice } from './anomaly-choices.ts';
import { type Effort, trainingOf } from './effort.ts';

/** Everything that a first experiment depends on. */
export interface Answers {
  name: string;
  dataSet: string;
  /** Path of the user's folder, relative to the file; undefined for published data. */
  path?: string;
  classes: 'all' | string[];
  anomalies: AnomalyChoice;
  /** Path of the user's folder of outliers, relative to the file. */
  outlierPath?: string;
  net: string;
  effort: Effort;
  advice: InitAdvice;
}

/**
 * Writes the experiment as YAML with comments.
 * @param schema path of the schema, relative to the file
 */
export function experimentText(answers: Answers, schema: string): string {
  const { name, dataSet, path, classes, anomalies, outlierPath, net, effort, advice } = answers;
  const { epochs, seeds, schedule } = trainingOf(advice, effort);
  const { batchSize, accumulate, optimizer, heatmaps } = advice;
  const nominal = classes === 'all' ? 'each class' : classes.join(', ');
  const lines = [
    `# yaml-language-server: $schema=${schema}`,
    '# An editor with a YAML language server completes and explains every key; docs/experiment.md lists all.',
    'version: 2',
    `name: ${scalar(name)} # also the folder below results/`,
    `description: ${scalar(`${dataSet}, ${nominal} against the rest`)}`,
    '',
    'dataset:',
    `  name: ${scalar(dataSet)}`,
    ...(path === undefined ? [] : [`  path: ${scalar(path)} # relative to this file`]),
    `  classes: ${classes === 'all' ? 'all' : list(classes)} # each is nominal in turn`,
    '',
    'supervision: # where training anomalies come from',
    `  mode: ${anomalies.mode}`,
    ...(anomalies.source === null ? [] : [`  source: ${anomalies.source}`]),
    ...(outlierPath === undefined ? [] : [`  path: ${scalar(outlierPath)} # relative to this file`]),
    ...(anomalies.limit === undefined ? [] : [`  limit: ${anomalies.limit} # different images`]),
    '',
    'detector:',
    '  name: fcdd # fcdd detectors lists all',
    `  net: ${net} # fcdd nets lists all`,
    '',
    'training:',
    `  seeds: ${seeds} # trainings of each class${effort === 'quick' ? `; the paper has ${advice.seeds}` : ''}`,
    `  epochs: ${epochs}${effort === 'quick' ? ` # a first look; the paper has ${advice.epochs}` : ''}`,
    `  batchSize: ${batchSize}`,
    ...(accumulate === undefined
      ? []
      : [`  accumulate: ${accumulate} # computes a batch in so many parts, for less memory`]),
    `  optimizer: ${mapping(optimizer)}`,
    `  schedule: ${mapping(schedule)}`,
    '',
    `heatmaps: ${mapping(heatmaps)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function mapping(values: object): string {
  const entries = Object.entries(values).map(([key, value]) => `${key}: ${flow(value)}`);
  return `{ ${entries.join(', ')} }`;
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  // YAML 1.1 reads 1e-6 as a text.
  return typeof value === 'number' && value < 1e-4 ? value.toExponential(1) : String(value);
}

function list(words: string[]): string {
  return `[${words.map(scalar).join(', ')}]`;
}

/** Writes a text as YAML, without quotes if it cannot be read as anything else. */
function scalar(text: string): string {
  const isPlain =
    /^[A-Za-z.][\w./-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n|\.+|\.(nan|inf))$/i.test(text);
  if (isPlain) return text;
  // A JSON string is also a YAML string.
  return /^[\x20-\x7e]*$/.test(text) && !text.includes("'") ? `'${text}'` : JSON.stringify(text);
}
