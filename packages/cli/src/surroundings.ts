import { openStore } from '@fcdd/artifacts';
import type { ReadingContext, Surroundings } from '@fcdd/studies';
import { formatBytes } from './format.ts';
import { pipelineFolders, stageFolders } from './house.ts';
import { type DataOptions, type ExperimentOptions, type StoreOptions, overridesOf } from './options.ts';

/** Opens the store and collects the folders and overrides that options name. */
export async function surroundingsFor(
  options: ExperimentOptions & StoreOptions & DataOptions,
): Promise<Surroundings> {
  return {
    store: await openStore(options.store),
    stageFolders,
    reading: readingFor(options),
    overrides: overridesOf(options),
  };
}

/** Returns the folders that experiments are read with. A message tells the user about long reads. */
export function readingFor({ data }: DataOptions): ReadingContext {
  return {
    dataFolder: data,
    pipelineFolders,
    stageFolders,
    onLongRead: (path, bytes) =>
      console.error(`Reading ${formatBytes(bytes)} of ${path}, to notice later changes ...`),
    onNote: sayOnce,
  };
}

const said = new Set<string>();

/** Says something on standard error, unless this command has said it: it may read a file several times. */
function sayOnce(note: string): void {
  if (!said.has(note)) console.error(note);
  said.add(note);
}
