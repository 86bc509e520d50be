import { codePartsKeys } from './code-parts.ts';
import { historyKeys } from './history.ts';
import type { StageEntry } from './origin.ts';

/**
 * Keys of the store's notes on some entries and experiments: why a stage would run again, and how long it takes.
 */
export function notesFor(entries: readonly StageEntry[], experiments: readonly string[]): string[] {
  return [
    ...historyKeys([...experiments, ...entries.map(({ origin }) => origin.experiment)]),
    ...codePartsKeys(entries.map(({ origin }) => origin.components.code)),
  ];
}
