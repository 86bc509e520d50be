import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Store } from './store.ts';

/** Names of the files and folders in a store. */
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

/** Path of the bytes with this SHA-256 digest, shared by all entries that contain them. */
export function contentFile(store: Store, digest: string): string {
  return join(store.folder, parts.contents, digest.slice(0, 2), digest);
}

export function checkpointFolder(store: Store, fingerprint: string): string {
  return join(store.folder, parts.checkpoints, fingerprint);
}

/** Folder in which a cluster job finds its order and writes its progress, whether or not a run is watching. */
export function jobFolderOf(store: Store, fingerprint: string): string {
  return join(store.folder, parts.jobs, fingerprint);
}

/** Path of the log that a stage writes while it runs, and that is kept when it fails. */
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
