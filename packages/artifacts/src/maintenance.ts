import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Entry, readEntry } from './entry.ts';
import { checkContents } from './integrity.ts';
import { contentFile, entryFolder, noteFile, parts } from './layout.ts';
import { waitForLock } from './locks.ts';
import { dropEntry } from './publish.ts';
import { removeFolder } from './remove-folder.ts';
import { beginSession, withoutSessions } from './session.ts';
import type { Store } from './store.ts';

/** All sound entries, newest first. */
export async function listEntries<Origin>(store: Store): Promise<Entry<Origin>[]> {
  const fingerprints = await listFingerprints(store);
  return fingerprints
    .map((fingerprint) => readEntry<Origin>(store, fingerprint))
    .filter((entry): entry is Entry<Origin> => typeof entry === 'object')
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}

export interface CheckedEntry {
  fingerprint: string;
  /** Damage that was found. The entry has been removed, so that the next run makes it again. */
  damage?: string;
}

/** Reads every file of every entry, one entry after the other, and removes the damaged entries. */
export async function* verifyStore(store: Store): AsyncGenerator<CheckedEntry> {
  const session = await beginSession(store);
  try {
    for (const fingerprint of await listFingerprints(store)) {
      const damage = await damageOf(store, fingerprint);
      if (damage !== undefined) {
        const lock = await waitForLock(store, fingerprint);
        // The last holder of the lock may have made the entry again.
        if (await damageOf(store, fingerprint)) await dropEntry(session, fingerprint);
        await lock.release();
      }
      yield { fingerprint, damage };
    }
  } finally {
    await session.end();
  }
}

/**
 * Milliseconds without a heartbeat after which a job is dead. Jobs run without a session; each sends heartbeats to
 * its folder far more often.
 */
const JOB_SILENCE = 3600 * 1000;

export interface Collected {
  entries: number;
  /** Size of the removed contents, in bytes. */
  bytes: number;
}

export interface CollectOptions<Origin> {
  /** Fingerprints of entries to keep. */
  keep: ReadonlySet<string>;
  /** Anything newer than this many days is kept. */
  days: number;
  /** Returns the keys of the notes to keep along with the remaining entries; default: none. */
  notesFor?(entries: Entry<Origin>[]): Iterable<string>;
}

/**
 * Removes old entries, the checkpoints, logs and jobs of old unfinished work, old notes, old reports of runs, and
 * content that no entry refers to. Old means older than `days`; entries and work in `keep` stay.
 * @throws UserError if a run is using the store
 */
export async function collectGarbage<Origin>(
  store: Store,
  { keep, days, notesFor = () => [] }: CollectOptions<Origin>,
): Promise<Collected> {
  const oldest = Date.now() - days * 24 * 3600 * 1000;
  return withoutSessions(store, async () => {
    let entries = 0;
    for (const fingerprint of await listFingerprints(store)) {
      const folder = entryFolder(store, fingerprint);
      if (keep.has(fingerprint) || !(await isOlder(folder, oldest))) continue;
      await removeFolder(folder);
      entries++;
    }
    const silent = Math.min(oldest, Date.now() - JOB_SILENCE);
    await removeOlder(join(store.folder, parts.jobs), keep, silent);
    const unfinished = new Set([...keep, ...(await namesIn(join(store.folder, parts.jobs)))]);
    for (const part of [parts.checkpoints, parts.logs])
      await removeOlder(join(store.folder, part), unfinished, oldest);
    // These locks belong to processes that have ended, since no run is using the store.
    await removeOlder(join(store.folder, parts.locks), new Set(), Date.now() - JOB_SILENCE);
    const left = await listEntries<Origin>(store);
    const notes = new Set([...notesFor(left)].map((key) => basename(noteFile(store, key))));
    await removeOlder(join(store.folder, parts.notes), notes, oldest);
    await removeOlder(join(store.folder, parts.reports), new Set(), oldest);
    return { entries, bytes: await removeUnreferenced(store, left) };
  });
}

/** Fingerprints of all entries, sound or damaged. */
export async function listFingerprints(store: Store): Promise<string[]> {
  const folder = join(store.folder, parts.entries);
  const groups = await readdir(folder);
  return (await Promise.all(groups.map((group) => readdir(join(folder, group))))).flat().sort();
}

async function damageOf(store: Store, fingerprint: string): Promise<string | undefined> {
  const entry = readEntry(store, fingerprint);
  return typeof entry === 'object' ? checkContents(store, entry) : entry;
}

async function isOlder(path: string, time: number): Promise<boolean> {
  return (await stat(path)).mtimeMs <= time;
}

async function removeOlder(folder: string, keep: ReadonlySet<string>, oldest: number): Promise<void> {
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    const kept = keep.has(name.replace(/\.log$/, '')) || !(await isOlder(path, oldest));
    if (!kept) await removeFolder(path);
  }
}

/** Names in a folder; none where an older program made the store without this folder. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return [];
  });
}

async function removeUnreferenced(store: Store, left: Entry<unknown>[]): Promise<number> {
  const referenced = new Set(left.flatMap((entry) => entry.files.map((file) => file.digest)));
  const folder = join(store.folder, parts.contents);
  let bytes = 0;
  for (const group of await readdir(folder)) {
    for (const digest of await readdir(join(folder, group))) {
      if (referenced.has(digest)) continue;
      const file = contentFile(store, digest);
      bytes += (await stat(file)).size;
      await rm(file);
    }
  }
  return bytes;
}
