import type { Provenance } from '@fcdd/stage';
import { toWords } from '@fcdd/report-pages';

export interface Fact {
  term: string;
  value: string;
}

const terms: [term: string, path: string][] = [
  ['Data set', 'dataset.name'],
  ['Preprocessing', 'dataset.preprocessing'],
  ['Supervision', 'supervision'],
  ['Detector', 'detector.name'],
  ['Net', 'detector'],
  ['Epochs', 'training.epochs'],
  ['Optimizer', 'training.fit.optimizer'],
];

/** What was run at a glance, in a reader's words; what the experiment does not say is left out. */
export function experimentFacts(experiment: Record<string, unknown>, provenance: Provenance[]): Fact[] {
  const facts = terms.map(([term, path]) => ({ term, value: describe(valueAt(experiment, path)) }));
  facts.push({ term: 'Computed by', value: enginesOf(provenance).join('; ') });
  return facts.filter(({ value }) => value !== '');
}

/** Backends with their devices, each once. */
export function enginesOf(provenance: Provenance[]): string[] {
  const engines = provenance.flatMap(({ engine }) =>
    engine ? [`${engine.backend} on ${engine.device}`] : [],
  );
  return [...new Set(engines)];
}

function valueAt(experiment: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), experiment);
}

/** Told at length by the configuration alone. */
const details = ['parameters', 'origin', 'usesOutliers', 'label', 'name'];

/** What a value chooses goes first by itself (sgd), then what it is set to (learning rate 0.01). */
function describe(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(describe).join(', ');
  if (!isRecord(value)) return String(value);
  return Object.entries(value)
    .filter(([key, setting]) => !details.includes(key) && !isEmpty(setting))
    .map(([key, setting]) =>
      ['type', 'mode', 'net'].includes(key) ? describe(setting) : describeSetting(toWords(key), setting),
    )
    .join(', ');
}

function describeSetting(name: string, setting: unknown): string {
  if (setting === true) return name;
  if (setting === false) return `not ${name}`;
  return `${name} ${describe(setting)}`;
}

function isEmpty(setting: unknown): boolean {
  return setting === null || (Array.isArray(setting) && setting.length === 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
