import {
  type Entry,
  type Store,
  collectGarbage,
  listEntries,
  openStore,
  storeExists,
  verifyStore,
} from '@fcdd/artifacts';
import { UserError } from '@fcdd/errors';
import { type StageOrigin, notesFor, planGraph } from '@fcdd/runner';
import { loadGraph, stepsSoFar } from '@fcdd/studies';
import { type ExitCode, exitCodes } from '../exit.ts';
import { formatBytes, formatTime } from '../format.ts';
import { stageFolders } from '../house.ts';
import type { CollectOptions, PrintOptions, StoreOptions } from '../options.ts';
import { readingFor } from '../surroundings.ts';

export async function listCommand({ store, json }: StoreOptions & PrintOptions): Promise<void> {
  const entries = await listEntries<StageOrigin>(await openExisting(store));
  if (json) return console.log(JSON.stringify(entries));
  for (const entry of entries) console.log(formatEntry(entry));
  console.log(`${entries.length} entries`);
}

function formatEntry({ fingerprint, createdAt, files, origin }: Entry<StageOrigin>): string {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const matrix = Object.entries(origin.matrix).map(([axis, value]) => ` ${axis}=${value}`);
  return `${fingerprint.slice(0, 12)}  ${formatTime(createdAt)}  ${formatBytes(size).padStart(9)}  ${origin.experiment}: ${origin.stage}${matrix.join('')}`;
}

export async function verifyCommand({ store }: StoreOptions): Promise<ExitCode> {
  let checked = 0;
  let damaged = 0;
  for await (const { fingerprint, damage } of verifyStore(await openExisting(store))) {
    checked++;
    if (damage === undefined) continue;
    damaged++;
    console.log(`${fingerprint}: ${damage}; removed`);
  }
  console.log(`${checked} entries checked, ${damaged} damaged`);
  return damaged > 0 ? exitCodes.failure : exitCodes.success;
}

export async function collectCommand(
  files: string[],
  { store: folder, data, olderThan }: CollectOptions,
): Promise<void> {
  const store = await openExisting(folder);
  const keep = new Set<string>();
  const experiments: string[] = [];
  for (const file of files) {
    const loaded = await loadGraph(file, [], readingFor({ data }));
    experiments.push(loaded.graph.experiment);
    for (const { graph, targets } of await stepsSoFar(loaded, store, stageFolders))
      for (const { fingerprint } of await planGraph(graph, store, stageFolders, { targets }))
        if (fingerprint) keep.add(fingerprint);
  }
  const { entries, bytes } = await collectGarbage<StageOrigin>(store, {
    keep,
    days: olderThan,
    notesFor: (left) => notesFor(left, experiments),
  });
  console.log(`${entries} entries removed, ${formatBytes(bytes)} freed`);
}

async function openExisting(folder: string): Promise<Store> {
  const store = await openStore(folder);
  if (await storeExists(store)) return store;
  throw new UserError(`There is no store in '${store.folder}'.`, {
    hint: 'The first run makes it. If it is elsewhere, name it with --store or FCDD_STORE.',
  });
}
