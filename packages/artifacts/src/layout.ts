import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Store } from './store.ts';

/** What a store's folder holds. */
export const parts = {
  format: 'store.json',
  entries: 'entries',
  contents: 'contents',
  sessions: 'sessions',
  checkpoints: 'checkpoints',
  jobs: 'jobs',
  logs: 'logs',
  notes: 'notes',
  reports: 'reports',
  locks: 'locks',
} as const;

export function entryFolder(store: Store, fingerprint: string): string {
  return join(store.folder, parts.entries, fingerprint.slice(0, 2), fingerprint);
}

/** Where the bytes with this SHA-256 digest are kept for all entries that hold them. */
export function contentFile(store: Store, digest: string): string {
  return join(store.folder, parts.contents, digest.slice(0, 2), digest);
}

export function checkpointFolder(store: Store, fingerprint: string): string {
  return join(store.folder, parts.checkpoints, fingerprint);
}

/** Where a job of a cluster finds what it is to do and tells how it goes, whether or not a run is there. */
export function jobFolderOf(store: Store, fingerprint: string): string {
  return join(store.folder, parts.jobs, fingerprint);
}

/** Where the log of a stage grows while it runs, and stays when it fails. */
export function runningLogOf(store: Store, fingerprint: string): string {
  return join(store.folder, parts.logs, `${fingerprint}.log`);
}

export function noteFile(store: Store, key: string): string {
  return join(store.folder, parts.notes, `${noteName(key)}.jsonl`);
}

export function noteName(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 40);
}

export function lockPath(store: Store, name: string): string {
  return join(store.folder, parts.locks, name);
}
