import { type Store, listFingerprints, readEntry, readNotes, reviseNotes } from '@fcdd/artifacts';
import type { StageEntry, StageOrigin } from '../origin.ts';

/** Summary of an entry, so that a search does not read all entries. */
export interface IndexedEntry {
  fingerprint: string;
  /** Name that the stage gives itself. */
  stage: string;
  /** Digest of all its files. */
  digest: string;
}

const KEY = 'index of entries';

/** Lists all entries of a store. Entries that earlier calls have read are not read again. */
export async function indexEntries(store: Store): Promise<IndexedEntry[]> {
  const known = new Map(
    (await readNotes<IndexedEntry>(store, KEY)).map((entry) => [entry.fingerprint, entry]),
  );
  const fingerprints = await listFingerprints(store).catch(() => []);
  const added = fingerprints
    .filter((fingerprint) => !known.has(fingerprint))
    .flatMap((fingerprint) => {
      const entry = entryOf(store, fingerprint);
      return entry ? [{ fingerprint, stage: entry.origin.components.stage, digest: entry.digest }] : [];
    });
  const present = new Set(fingerprints);
  const index = [...[...known.values()].filter(({ fingerprint }) => present.has(fingerprint)), ...added];
  if (added.length > 0 || index.length < known.size) await reviseNotes<IndexedEntry>(store, KEY, () => index);
  return index;
}

/** Undefined where it is damaged, or no longer there. */
export function entryOf(store: Store, fingerprint: string): StageEntry | undefined {
  const entry = readEntry<StageOrigin>(store, fingerprint);
  return typeof entry === 'object' ? entry : undefined;
}
